"""Many tablets at once, straight into the database."""

from kiosk import clock
from kiosk.fleet.models import Tablet
from kiosk.storage.secrets import hash_secret, new_secret
from tests.scene import Scene


def make_tablets(scene: Scene, count: int) -> list[str]:
    """Enrol so many tablets, each at a seat; return their secrets."""
    secrets = [new_secret() for _ in range(count)]
    with scene.store.unit_of_work("test") as work:
        work.session.add_all(
            Tablet(
                number=number,
                name="Máy dự phòng" if number % 50 == 0 else "",
                seat=f"A{number}",
                secret_hash=hash_secret(scene.key, "tablet", secret),
                enrolled_at=clock.now(),
                enrolled_by="test",
            )
            for number, secret in enumerate(secrets, 1)
        )
    return secrets
