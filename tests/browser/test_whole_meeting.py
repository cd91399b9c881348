"""A whole meeting, told once: from the first check-in to its record.

With STORY_PICTURES=FOLDER it leaves pictures of the screens at each chapter.
"""

import pytest

from tests.browser.whole_meeting import chapters, record, votes
from tests.browser.whole_meeting.people import Hall


@pytest.mark.own_server
def test_a_whole_meeting(real_server, real_scene, open_tablet, webp_pages, tmp_path):
    hall = Hall(real_server, real_scene, open_tablet, webp_pages(3))
    votes.prepare(hall.secretary, votes.PLANS)
    chapters.open_with_quorum(hall)
    chapters.hear_a_prepared_speech(hall)
    chapters.hear_two_speakers(hall)
    votes.pass_a_resolution(hall)
    votes.vote_in_secret(hall)
    votes.elect(hall)
    chapters.announce(hall)
    chapters.adjourn_and_end(hall)
    record.keep_the_record(hall, tmp_path)
