-- In what experts are experts, who read what, and which evaluation took up a suggestion.
CREATE TABLE account_field (
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  field VARCHAR(40) NOT NULL,
  PRIMARY KEY (account_id, field)
);

CREATE TABLE reading (
  id VARCHAR(36) PRIMARY KEY,
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  account_id VARCHAR(36) REFERENCES account (id),
  what VARCHAR(200) NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX reading_evaluation ON reading (evaluation_id, read_at);

ALTER TABLE suggestion ADD COLUMN linked_id VARCHAR(36) REFERENCES evaluation (id);
CREATE INDEX suggestion_linked ON suggestion (linked_id);
