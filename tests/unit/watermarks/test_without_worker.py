"""Without a worker a watermarked page is refused, never sent without watermark."""

from kiosk.processes.sandbox import Sandbox
from kiosk.watermarks.worker import WatermarkWorker
from tests.unit.watermarks.test_worker import address


def test_no_worker_means_no_page(client_for, scene, meeting, paper):
    client = client_for(scene.make_member(meeting))
    reply = client.get(address(client, meeting, paper))
    assert (reply.status_code, reply.json["error"]) == (503, "being_drawn")


def test_a_worker_that_ended_left_a_socket_nobody_hears(
    client_for, scene, store, meeting, paper
):
    WatermarkWorker(store, Sandbox(lower_priority=False))._listener.close()
    client = client_for(scene.make_member(meeting))
    assert client.get(address(client, meeting, paper)).status_code == 503
    # A free slot is used by the next request.
    WatermarkWorker(store, Sandbox(lower_priority=False))._listener.close()
