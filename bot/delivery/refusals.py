"""What Slack's refusals mean for what was to be sent: never, not to this person, not just now, or not by us at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.delivery.posting import UNCLEAR_CODES, UNREACHED

if TYPE_CHECKING:
    from slack_sdk.web import SlackResponse

# docs.slack.dev/reference/methods: chat.postMessage, chat.update, conversations.open, users.info, views.publish,
# files.getUploadURLExternal, files.completeUploadExternal, files.delete
NEVER = {
    "channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "msg_blocks_too_long", "invalid_blocks",
    "invalid_blocks_format", "no_text", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked", "restricted_action_bots_not_allowed", "missing_scope", "no_permission",
    "access_denied", "ekm_access_denied", "cannot_reply_to_message", "metadata_too_large", "not_enabled",
    "messages_tab_disabled", "invalid_arguments", "view_too_large", "team_not_found", "invalid_thread_ts",
    "thread_not_found", "file_uploads_disabled", "file_uploads_except_images_disabled", "storage_limit_reached",
    "file_upload_size_restricted", "posting_to_channel_denied", "slack_connect_file_upload_sharing_blocked",
    "cant_delete_file",
}  # fmt: skip
GONE = {"user_disabled"}
UNREACHABLE = {  # this person, by us
    "channel_not_found",  # of a direct message: somebody of another organisation
    "cannot_dm_bot", "user_not_found", "user_not_visible", "users_not_found", "team_access_not_granted",
    "is_bot", "invalid_user_combination", "not_in_dm", "slack_connect_blocked_file_sharing",
    "external_channel_migrating", "cannot_message_external_user", "user_is_bot", "user_is_restricted",
}  # fmt: skip
OVERWRITTEN = {"message_not_found", "cant_update_message", "edit_window_closed", "message_is_deleted"}
# The token itself is no good: whatever is waiting goes on waiting, and is not lost.
OURS = {"account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired", "org_login_required"}
PASSING = UNCLEAR_CODES | {"ratelimited", "rate_limited", "team_added_to_org", "message_limit_exceeded"}
NO_ANSWER = "Slack cannot be reached"


def code_of(error: Exception) -> str:
    """Slack's word for it; "" where it is no refusal of Slack's."""
    found = error.response.get("error") if isinstance(error, SlackApiError) else ""
    return found if isinstance(found, str) and re.fullmatch(r"\w+", found) else ""


def is_passing(error: Exception) -> bool:
    """Whether the same may well succeed in a minute."""
    if isinstance(error, SlackApiError):
        return error.response.status_code >= 500 or code_of(error) in PASSING
    return isinstance(error, UNREACHED)


def in_short(error: Exception) -> str:
    """For the list of deliveries: a word of Slack's, or that there was none."""
    if isinstance(error, SlackApiError):
        return code_of(error) or f"status {error.response.status_code}"
    return NO_ANSWER


def wait_of(error: Exception) -> tuple[str, float] | None:
    """The method that Slack wants left alone, and the seconds it asks for; None where it does not."""
    if not isinstance(error, SlackApiError):
        return None
    response: SlackResponse = error.response
    if response.status_code != 429 and code_of(error) not in {"ratelimited", "rate_limited"}:
        return None
    given = next((value for name, value in response.headers.items() if name.lower() == "retry-after"), None)
    seconds = given[0] if isinstance(given, list) else given
    try:
        asked = max(1.0, float(seconds)) if seconds is not None else SECONDS_UNSAID
    except ValueError:
        asked = SECONDS_UNSAID
    return method_of(response), asked


SECONDS_UNSAID = 30.0


def method_of(response: SlackResponse) -> str:
    return str(response.api_url).rsplit("/", 1)[-1]
