"""Run migrations on the connection that `bot.database` hands over."""

from alembic import context

import bot.conversation.tables
import bot.feeds.tables
import bot.ideas.tables
import bot.installations.tables
import bot.intake.tables
import bot.notices.tables
import bot.references.tables  # noqa: F401 - these put their tables on the base
from knowledge.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot change a table in place
    transactional_ddl=True,  # all steps or none, on SQLite too
)
with context.begin_transaction():
    context.run_migrations()
