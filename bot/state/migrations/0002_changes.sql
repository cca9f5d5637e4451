-- +goose Up

-- The revisions of the base that have been in service, oldest first. The last
-- one is in service; its documents are kept beside the database.
CREATE TABLE revisions (
    seq      BIGINT PRIMARY KEY,
    revision TEXT NOT NULL,
    reader   TEXT NOT NULL, -- version of the reader that read it
    at       BIGINT NOT NULL
);

-- The change log: what people are told of. Rows are added, never changed.
CREATE TABLE changes (
    seq      BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL REFERENCES revisions (seq),
    kind     TEXT NOT NULL,
    severity TEXT NOT NULL,
    document TEXT NOT NULL,
    body     TEXT NOT NULL, -- the whole change
    at       BIGINT NOT NULL
);
CREATE INDEX changes_of_time ON changes (at);

CREATE TABLE subscriptions (
    id          TEXT PRIMARY KEY,
    guild       TEXT NOT NULL, -- '' for direct messages
    channel     TEXT NOT NULL, -- '' for direct messages
    person      TEXT NOT NULL, -- whose direct messages; '' for a channel
    language    TEXT NOT NULL,
    topic       TEXT NOT NULL,
    agency      TEXT NOT NULL,
    document    TEXT NOT NULL,
    words       TEXT NOT NULL,
    only_kinds  TEXT NOT NULL,
    threshold   TEXT NOT NULL, -- percent, decimal; '' for none
    frequency   TEXT NOT NULL,
    role        TEXT NOT NULL, -- to mention; '' for none
    acknowledge INTEGER NOT NULL,
    paused      TEXT NOT NULL, -- why; '' for running
    created_by  TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    after_seq   BIGINT NOT NULL -- the last change logged when it was made
);
CREATE INDEX subscriptions_of_channel ON subscriptions (guild, channel);
CREATE INDEX subscriptions_of_person ON subscriptions (person);

CREATE TABLE quiet_hours (
    guild TEXT PRIMARY KEY,
    start INTEGER NOT NULL, -- minutes from midnight, in the server's time zone
    until INTEGER NOT NULL
);

-- How far each reader of the change log has come.
CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    seq  BIGINT NOT NULL
);

-- A message to be sent, written down before it is sent, sent once. At most one
-- waits for each place, so that messages arrive in order.
CREATE TABLE deliveries (
    id         TEXT PRIMARY KEY, -- the nonce of the message
    guild      TEXT NOT NULL,
    channel    TEXT NOT NULL,
    person     TEXT NOT NULL,
    state      TEXT NOT NULL, -- waiting, sent, failed
    attempts   INTEGER NOT NULL,
    next_at    BIGINT NOT NULL,
    body       TEXT NOT NULL, -- what it tells
    message    TEXT NOT NULL, -- its id, once sent
    posted_in  TEXT NOT NULL, -- the channel that holds it, once sent
    error      TEXT NOT NULL, -- why the last attempt failed
    created_at BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL
);
CREATE INDEX deliveries_waiting ON deliveries (state, next_at);

-- What a subscription is to be told: one row for each change it matches.
CREATE TABLE notices (
    subscription TEXT NOT NULL REFERENCES subscriptions (id) ON DELETE CASCADE,
    change_seq   BIGINT NOT NULL REFERENCES changes (seq),
    guild        TEXT NOT NULL,
    channel      TEXT NOT NULL,
    person       TEXT NOT NULL,
    due_at       BIGINT NOT NULL,
    delivery     TEXT NOT NULL, -- '' until it is part of a message
    PRIMARY KEY (subscription, change_seq)
);
CREATE INDEX notices_due ON notices (delivery, due_at);

CREATE TABLE acknowledgements (
    delivery TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    guild    TEXT NOT NULL,
    person   TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (delivery, person)
);

-- +goose Down
DROP TABLE acknowledgements;
DROP TABLE notices;
DROP TABLE deliveries;
DROP TABLE cursors;
DROP TABLE quiet_hours;
DROP TABLE subscriptions;
DROP TABLE changes;
DROP TABLE revisions;
