-- +goose Up

-- What goes on in a conversation is looked for by the message that shows an
-- answer, and by the channel it was given in.
CREATE INDEX answers_of_message ON answers (message);
CREATE INDEX answers_of_channel ON answers (channel, given_at);

-- Whether a thread is opened below each answer to /ask that everybody sees, and
-- the role that is told of a question to people; '' for none.
ALTER TABLE settings ADD COLUMN threads INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN ask_role TEXT NOT NULL DEFAULT '';

-- A question that was put to people, and what they answered. It lives as long
-- as the server wants: an answer is a statement of the server until it is
-- withdrawn. asker is who asked, '' for
-- those who were forgotten; author is who answered.
CREATE TABLE questions (
    id           TEXT PRIMARY KEY,
    guild        TEXT NOT NULL,
    asker        TEXT NOT NULL,
    named        INTEGER NOT NULL, -- whether the name was shown to those who answer
    channel      TEXT NOT NULL, -- where it was asked
    message      TEXT NOT NULL, -- the card of it, '' until posted
    posted_in    TEXT NOT NULL, -- the channel of that card
    question     TEXT NOT NULL,
    language     TEXT NOT NULL, -- in which the person is spoken to
    asked_at     BIGINT NOT NULL,
    answer       TEXT NOT NULL, -- '' until answered
    author       TEXT NOT NULL, -- who answered
    answered_at  BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL -- 0 while it stands
);
CREATE INDEX questions_of_guild ON questions (guild, asked_at);
CREATE INDEX questions_of_asker ON questions (asker);

-- +goose Down
DROP TABLE questions;
ALTER TABLE settings DROP COLUMN ask_role;
ALTER TABLE settings DROP COLUMN threads;
DROP INDEX answers_of_channel;
DROP INDEX answers_of_message;
