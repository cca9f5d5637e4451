-- +goose Up
-- SQL is kept to what SQLite and PostgreSQL both accept. Times are Unix
-- milliseconds, truth values 0 or 1, lists and answers JSON. A table that
-- belongs to a server names it in guild ('' for direct messages), a table
-- that belongs to a person names them in person.

CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE settings (
    guild         TEXT PRIMARY KEY,
    language      TEXT NOT NULL,
    private       INTEGER NOT NULL,
    ask_channel   TEXT NOT NULL,
    manager_roles TEXT NOT NULL,
    share_roles   TEXT NOT NULL,
    keep_days     INTEGER NOT NULL,
    corrections   INTEGER NOT NULL,
    time_zone     TEXT NOT NULL
);

-- What people were told, so that it can be shown again and, when a figure
-- changes, corrected.
CREATE TABLE answers (
    id         TEXT PRIMARY KEY,
    guild      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    person     TEXT NOT NULL,
    message    TEXT NOT NULL, -- the message that carries it; '' where only the asker saw it
    question   TEXT NOT NULL,
    status     TEXT NOT NULL,
    language   TEXT NOT NULL,
    body       TEXT NOT NULL, -- the whole answer
    revision   TEXT NOT NULL, -- of the base it was read from
    given_at   BIGINT NOT NULL
);
CREATE INDEX answers_of_person ON answers (person, given_at);
CREATE INDEX answers_of_guild ON answers (guild, given_at);

CREATE TABLE answer_figures (
    answer     TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    guild      TEXT NOT NULL,
    person     TEXT NOT NULL,
    label      TEXT NOT NULL,
    words      TEXT NOT NULL, -- as told: 680.91亿元
    value      TEXT NOT NULL, -- decimal, in base units; '' for dates and ranges
    unit       TEXT NOT NULL,
    dimension  TEXT NOT NULL,
    bound      TEXT NOT NULL,
    as_of      TEXT NOT NULL, -- YYYY-MM-DD
    fact       TEXT NOT NULL,
    measure    TEXT NOT NULL,
    document   TEXT NOT NULL,
    section    TEXT NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    computed   INTEGER NOT NULL,
    PRIMARY KEY (answer, position)
);
CREATE INDEX answer_figures_of_fact ON answer_figures (fact);
CREATE INDEX answer_figures_of_document ON answer_figures (document);

CREATE TABLE feedback (
    answer   TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    guild    TEXT NOT NULL,
    person   TEXT NOT NULL,
    helpful  INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (answer, person)
);

-- Searches whose pager and menus are still on somebody's screen.
CREATE TABLE searches (
    id         TEXT PRIMARY KEY,
    guild      TEXT NOT NULL,
    person     TEXT NOT NULL,
    words      TEXT NOT NULL,
    topic      TEXT NOT NULL,
    agency     TEXT NOT NULL,
    language   TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Rows are added, never changed.
CREATE TABLE audit (
    id     TEXT PRIMARY KEY,
    guild  TEXT NOT NULL,
    actor  TEXT NOT NULL,
    action TEXT NOT NULL,
    was    TEXT NOT NULL,
    became TEXT NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX audit_of_guild ON audit (guild, at);

-- +goose Down
DROP TABLE audit;
DROP TABLE searches;
DROP TABLE feedback;
DROP TABLE answer_figures;
DROP TABLE answers;
DROP TABLE settings;
DROP TABLE secrets;
