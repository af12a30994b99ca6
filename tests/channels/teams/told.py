"""What Teams reads of an answer to an invoke, by Microsoft's own models."""

from microsoft_teams.api.models.adaptive_card import (
    AdaptiveCardActionCardResponse,
    AdaptiveCardActionMessageResponse,
)
from microsoft_teams.api.models.messaging_extension import (
    MessagingExtensionResponse,
    MessagingExtensionResult,
)
from microsoft_teams.api.models.task_module import (
    CardTaskModuleTaskInfo,
    TaskModuleContinueResponse,
    TaskModuleResponse,
)

from tests.teams.drive import Answer
from tests.teams.reading import Card


def dialog(answer: Answer) -> Card:
    """Read an answer that shows a dialog, and give its card."""
    assert answer.status == 200
    task = TaskModuleResponse.model_validate(answer.body).task
    assert isinstance(task, TaskModuleContinueResponse)
    assert isinstance(task.value, CardTaskModuleTaskInfo)
    assert task.value.title
    card = answer.card
    assert card.faults == []
    return card


def said(answer: Answer) -> str:
    """Read an answer that says something where there is a dialog, with nothing to press."""
    card = dialog(answer)
    assert not card.actions
    return card.text


def acknowledged(answer: Answer) -> str:
    """Read what is said beside a button that was pressed."""
    assert answer.status == 200
    return AdaptiveCardActionMessageResponse.model_validate(answer.body).value


def in_place(answer: Answer) -> Card:
    """Read what stands in the place of a card."""
    assert answer.status == 200
    AdaptiveCardActionCardResponse.model_validate(answer.body)
    return answer.card


def found(answer: Answer) -> MessagingExtensionResult:
    """Read what was found."""
    assert answer.status == 200
    result = MessagingExtensionResponse.model_validate(answer.body).compose_extension
    assert result
    return result
