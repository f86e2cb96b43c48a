"""tally: the sums of each marking as typed; find: an index by team"""

from alembic import op

revision = "0023"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("find_by_team", "find", ["operation", "team"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    marking = "json_extract(document, '$.marking')" if sqlite else "CAST(document AS json) ->> 'marking'"
    op.execute(
        'INSERT INTO tally (operation, day, dimension, "key", category, year, total, finds)'
        f" SELECT operation, found_on, 'marking', {marking}, '', '', sum(\"count\"), count(*)"
        f" FROM find WHERE state = 'live' GROUP BY operation, found_on, {marking}"
    )


def downgrade() -> None:
    op.drop_index("find_by_team", "find")
    op.execute("DELETE FROM tally WHERE dimension = 'marking'")
