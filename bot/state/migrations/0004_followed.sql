-- +goose Up

-- What a person was told is followed from revision to revision: document,
-- section, start_byte and end_byte are where the words stand now, and these
-- columns what they say now and what the person was told last. A rule that was
-- quoted without a figure is followed too; its unit is 'text'.
ALTER TABLE answer_figures ADD COLUMN statement TEXT NOT NULL DEFAULT ''; -- the words cited, as they stand now
ALTER TABLE answer_figures ADD COLUMN now_words TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_figures ADD COLUMN now_value TEXT NOT NULL DEFAULT ''; -- as a change states it; of a text, its hash
ALTER TABLE answer_figures ADD COLUMN now_bound TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_figures ADD COLUMN now_change BIGINT NOT NULL DEFAULT 0; -- the last change of it, in the log
ALTER TABLE answer_figures ADD COLUMN told_words TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_figures ADD COLUMN told_value TEXT NOT NULL DEFAULT ''; -- 'gone' where told that the source says it no more
ALTER TABLE answer_figures ADD COLUMN told_bound TEXT NOT NULL DEFAULT '';
UPDATE answer_figures SET now_words = words, now_value = value, now_bound = bound,
    told_words = words, told_value = value, told_bound = bound WHERE value <> '';
CREATE INDEX answer_figures_wrong ON answer_figures (answer) WHERE (told_value <> now_value OR told_bound <> now_bound);

-- +goose Down
DROP INDEX answer_figures_wrong;
ALTER TABLE answer_figures DROP COLUMN told_bound;
ALTER TABLE answer_figures DROP COLUMN told_value;
ALTER TABLE answer_figures DROP COLUMN told_words;
ALTER TABLE answer_figures DROP COLUMN now_change;
ALTER TABLE answer_figures DROP COLUMN now_bound;
ALTER TABLE answer_figures DROP COLUMN now_value;
ALTER TABLE answer_figures DROP COLUMN now_words;
ALTER TABLE answer_figures DROP COLUMN statement;
