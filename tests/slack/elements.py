"""The limits that Slack documents for text, options and interactive elements."""

from collections.abc import Iterator
from typing import Any

from tests.slack.shape import (
    Check,
    anything,
    boolean,
    integer,
    listed,
    one_of,
    pattern,
    shape,
    string,
    typed,
)


def plain(most: int) -> Check:
    return typed({"plain_text": shape(type=anything, text=string(most), emoji_=boolean)})


def mrkdwn(most: int) -> Check:
    return typed({"mrkdwn": shape(type=anything, text=string(most), verbatim_=boolean)})


def text(most: int) -> Check:
    def check(value: Any) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        yield from (mrkdwn(most) if kind == "mrkdwn" else plain(most))(value)

    return check


def element(**parts: Check) -> Check:
    """An interactive element with what all of them may have."""
    return shape(type=anything, action_id_=string(255), **parts)


CONFIRM = shape(
    title=plain(100),
    text=text(300),
    confirm=plain(30),
    deny=plain(30),
    style_=one_of("primary", "danger"),
)
OPTION = shape(text=plain(75), value=string(150), description_=plain(75))
TICK = shape(text=text(75), value=string(150), description_=text(75))
LINKED = shape(text=plain(75), value=string(150), description_=plain(75), url_=string(3000))
GROUP = shape(label=plain(75), options=listed(OPTION, 100))
DAY, HOUR = pattern(r"\d{4}-\d\d-\d\d"), pattern(r"([01]\d|2[0-3]):[0-5]\d")
_SELECT = {"placeholder_": plain(150), "focus_on_load_": boolean, "confirm_": CONFIRM}
_OFFER = {"options_": listed(OPTION, 100), "option_groups_": listed(GROUP, 100)}
_MANY = {"max_selected_items_": integer(1, 1_000)}
_INPUT = {
    "placeholder_": plain(150),
    "initial_value_": string(3000, 0),
    "focus_on_load_": boolean,
    "dispatch_action_config_": anything,
}
_FILTER = {"filter_": anything, "default_to_current_conversation_": boolean}
_ONE_URL = {"response_url_enabled_": boolean}
_IDS = listed(string(255), 1_000)

BUTTON = element(
    text=plain(75),
    value_=string(2000),
    url_=string(3000),
    style_=one_of("primary", "danger"),
    confirm_=CONFIRM,
    accessibility_label_=string(75),
)
IMAGE = shape(type=anything, image_url_=string(3000), slack_file_=anything, alt_text=string(2000))
SELECTS: dict[str, Check] = {
    "static_select": element(initial_option_=OPTION, **_OFFER, **_SELECT),
    "external_select": element(
        initial_option_=OPTION, min_query_length_=integer(0, 100), **_SELECT
    ),
    "users_select": element(initial_user_=string(255), **_SELECT),
    "channels_select": element(initial_channel_=string(255), **_ONE_URL, **_SELECT),
    "conversations_select": element(
        initial_conversation_=string(255), **_FILTER, **_ONE_URL, **_SELECT
    ),
    "multi_static_select": element(
        initial_options_=listed(OPTION, 100), **_OFFER, **_MANY, **_SELECT
    ),
    "multi_external_select": element(
        initial_options_=listed(OPTION, 100), min_query_length_=integer(0, 100), **_MANY, **_SELECT
    ),
    "multi_users_select": element(initial_users_=_IDS, **_MANY, **_SELECT),
    "multi_channels_select": element(initial_channels_=_IDS, **_MANY, **_SELECT),
    "multi_conversations_select": element(
        initial_conversations_=_IDS, **_FILTER, **_MANY, **_SELECT
    ),
}
PICKERS: dict[str, Check] = {
    "datepicker": element(initial_date_=DAY, **_SELECT),
    "timepicker": element(initial_time_=HOUR, timezone_=string(255), **_SELECT),
    "datetimepicker": element(
        initial_date_time_=integer(1_000_000_000, 9_999_999_999),
        focus_on_load_=boolean,
        confirm_=CONFIRM,
    ),
    "checkboxes": element(
        options=listed(TICK, 10),
        initial_options_=listed(TICK, 10),
        confirm_=CONFIRM,
        focus_on_load_=boolean,
    ),
    "radio_buttons": element(
        options=listed(TICK, 10), initial_option_=TICK, confirm_=CONFIRM, focus_on_load_=boolean
    ),
}
WRITTEN: dict[str, Check] = {
    "plain_text_input": element(
        multiline_=boolean, min_length_=integer(0, 3000), max_length_=integer(1, 3000), **_INPUT
    ),
    "email_text_input": element(**_INPUT),
    "url_text_input": element(**_INPUT),
    "number_input": element(
        is_decimal_allowed=boolean, min_value_=string(100), max_value_=string(100), **_INPUT
    ),
    "file_input": element(filetypes_=listed(string(20), 100), max_files_=integer(1, 10)),
}
PRESSED: dict[str, Check] = {
    "button": BUTTON,
    "overflow": element(options=listed(LINKED, 5), confirm_=CONFIRM),
}
_VOTE = shape(text=plain(75), value=string(2000), accessibility_label_=string(75))
VOTES: dict[str, Check] = {
    "feedback_buttons": element(positive_button=_VOTE, negative_button=_VOTE),
    "icon_button": element(
        icon=one_of("trash"),
        text=plain(75),
        value_=string(2000),
        confirm_=CONFIRM,
        accessibility_label_=string(75),
        visible_to_user_ids_=_IDS,
    ),
}
