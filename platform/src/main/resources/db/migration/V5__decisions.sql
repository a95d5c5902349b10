-- What authorities decided, and the stored results that they decided by.
CREATE TABLE decision (
  id VARCHAR(36) PRIMARY KEY,
  number VARCHAR(40) NOT NULL UNIQUE,
  organisation_id VARCHAR(36) NOT NULL REFERENCES organisation (id),
  account_id VARCHAR(36) NOT NULL REFERENCES account (id),
  kind VARCHAR(40) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  item_codes VARCHAR(1000) NOT NULL,
  content VARCHAR(4000) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  decided_on DATE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX decision_recorded ON decision (recorded_at);

CREATE TABLE decision_result (
  decision_id VARCHAR(36) NOT NULL REFERENCES decision (id),
  evaluation_id VARCHAR(36) NOT NULL REFERENCES evaluation (id),
  PRIMARY KEY (decision_id, evaluation_id)
);
CREATE INDEX decision_result_evaluation ON decision_result (evaluation_id);

CREATE TABLE decision_recipient (
  decision_id VARCHAR(36) NOT NULL REFERENCES decision (id),
  organisation_id VARCHAR(36) NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (decision_id, organisation_id)
);
