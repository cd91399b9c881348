"""List the blueprints of all subjects, so that `app.py` need not import each."""

from kiosk.accounts.routes import blueprint as accounts_blueprint
from kiosk.agenda.routes import blueprint as agenda_blueprint
from kiosk.annotations.routes import blueprint as annotations_blueprint
from kiosk.archive_files.routes import blueprint as archiving_blueprint
from kiosk.badges.routes import blueprint as badges_blueprint
from kiosk.certificates.routes import blueprint as certificates_blueprint
from kiosk.checkins.routes import blueprint as checkins_blueprint
from kiosk.documents.routes import blueprint as documents_blueprint
from kiosk.fleet.routes import blueprint as fleet_blueprint
from kiosk.handouts.routes import blueprint as handouts_blueprint
from kiosk.meeting_admin.routes import blueprint as meeting_admin_blueprint
from kiosk.meetings.routes import blueprint as meetings_blueprint
from kiosk.metrics import blueprint as metrics_blueprint
from kiosk.notebooks.routes import blueprint as notebooks_blueprint
from kiosk.offline.routes import blueprint as offline_blueprint
from kiosk.opinions.routes import blueprint as opinions_blueprint
from kiosk.pagesync.routes import blueprint as pagesync_blueprint
from kiosk.people.routes import blueprint as roster_blueprint
from kiosk.presence.routes import blueprint as presence_blueprint
from kiosk.printing.routes import blueprint as printing_blueprint
from kiosk.readiness.routes import blueprint as readiness_blueprint
from kiosk.reading_log.routes import blueprint as readings_blueprint
from kiosk.screens.routes import blueprint as screens_blueprint
from kiosk.search.routes import blueprint as search_blueprint
from kiosk.site_overview.routes import blueprint as site_overview_blueprint

BLUEPRINTS = (
    accounts_blueprint,
    badges_blueprint,
    meetings_blueprint,
    metrics_blueprint,
    agenda_blueprint,
    documents_blueprint,
    search_blueprint,
    annotations_blueprint,
    pagesync_blueprint,
    presence_blueprint,
    readings_blueprint,
    printing_blueprint,
    roster_blueprint,
    handouts_blueprint,
    archiving_blueprint,
    offline_blueprint,
    checkins_blueprint,
    site_overview_blueprint,
    readiness_blueprint,
    notebooks_blueprint,
    opinions_blueprint,
    meeting_admin_blueprint,
    fleet_blueprint,
    screens_blueprint,
    certificates_blueprint,
)
