-- A number is never given twice (autoincrement), so that the audit trail keeps meaning what it says.
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- Written in the transaction of the change it tells of.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    who TEXT NOT NULL,
    name TEXT,
    did TEXT NOT NULL CHECK (did IN ('created', 'changed', 'deleted')),
    document INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;
