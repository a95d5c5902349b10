-- Lists of evaluations by time, and parties by person.
CREATE INDEX evaluation_changed ON evaluation (changed_at);
CREATE INDEX party_account ON party (account_id, evaluation_id);
