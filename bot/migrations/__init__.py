"""The steps by which the database follows the code, applied by Alembic."""
