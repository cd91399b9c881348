from kiosk.load_test.metrics import parse_metrics


def test_plain_figures_are_read_and_comments_are_not():
    text = "# HELP x\nkiosk_broadcast_number 57\nkiosk_seconds 12.5\n\n"
    assert parse_metrics(text) == {"kiosk_broadcast_number": 57, "kiosk_seconds": 12.5}


def test_figures_with_labels_keep_them_in_their_names():
    assert parse_metrics('kiosk_lag_bucket{le="0.05"} 3') == {
        'kiosk_lag_bucket{le="0.05"}': 3
    }
