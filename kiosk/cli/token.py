"""`token`: make a token for another system, list tokens, or revoke one."""

import argparse
import json
import sys

from kiosk.accounts.access_actions import OPERATOR_NAME, AccessAction
from kiosk.accounts.actions.access_log import log_access
from kiosk.api.actions import make_api_token, revoke_api_token
from kiosk.api.queries import api_tokens
from kiosk.api.rules import ApiTokenForm, read_scopes
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.identity import NO_ENDPOINT
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store
from kiosk.vietnamese import short_date

MADE_BY = "Người giữ máy chủ"


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Do what is asked for; print JSON with `--json`."""
    store = open_store(config)
    try:
        update_schema(store.config, store.database)
        if arguments.list:
            _list(store, as_json=arguments.json)
        elif arguments.revoke is not None:
            _revoke(store, arguments.revoke)
        else:
            _make(store, arguments)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    finally:
        store.database.close()
    return 0


def _make(store: Store, arguments: argparse.Namespace) -> None:
    scopes = read_scopes(arguments.scopes)
    form = ApiTokenForm(arguments.name, sorted(scopes), arguments.expires_days)
    with store.unit_of_work(OPERATOR_NAME) as work:
        key = store.config.server_key()
        made = make_api_token(work, key=key, form=form, made_by=MADE_BY)
        action, detail = AccessAction.API_TOKEN_MADE, f"token:{made.id}"
        log_access(work, action, OPERATOR_NAME, NO_ENDPOINT, detail)
    if arguments.json:
        _print_json(
            {
                "token": made.secret,
                "id": made.id,
                "scopes": sorted(scopes),
                "expires_at": made.expires_at.isoformat(),
            }
        )
        return
    print(made.secret)
    print_error(
        f"Mã số {made.id}, hạn dùng {short_date(made.expires_at)}."
        " Mã chỉ in một lần này; xin chép ngay vào hệ thống kia."
    )


def _revoke(store: Store, token_id: int) -> None:
    with store.unit_of_work(OPERATOR_NAME) as work:
        revoke_api_token(work, token_id=token_id, revoked_by=MADE_BY)
        action, detail = AccessAction.API_TOKEN_REVOKED, f"token:{token_id}"
        log_access(work, action, OPERATOR_NAME, NO_ENDPOINT, detail)
    print(f"Đã thu hồi mã số {token_id}.")


def _list(store: Store, *, as_json: bool) -> None:
    with store.read_session() as session:
        lines = api_tokens(session)
    if as_json:
        _print_json(
            [
                {
                    "id": line.token.id,
                    "name": line.token.name,
                    "scopes": sorted(line.scopes),
                    "expires_at": line.token.expires_at.isoformat(),
                    "revoked_at": line.token.revoked_at.isoformat()
                    if line.token.revoked_at
                    else None,
                    "last_call": line.last_call.isoformat() if line.last_call else None,
                }
                for line in lines
            ]
        )
        return
    for line in lines:
        end = (
            "đã thu hồi" if line.token.revoked_at else short_date(line.token.expires_at)
        )
        scopes = " ".join(sorted(line.scopes))
        print(f"{line.token.id}\t{line.token.name}\t{end}\t{scopes}")


def _print_json(shown: object) -> None:
    json.dump(shown, sys.stdout, ensure_ascii=False)
    print()
