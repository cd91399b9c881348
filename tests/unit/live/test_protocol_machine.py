import pytest

from tests.unit.live.green_threads import run_green

MACHINE = "from tests.unit.live.protocol_machine import main; main()"


@pytest.mark.process
def test_after_any_sequence_of_packets_channels_and_connections_agree():
    assert run_green(MACHINE) == ["every example passed"]
