package org.steelyard.cohort.event.internal;

/** Names of columns inside the trees. Events carry a prefix, so that joins need no aliases. */
final class Columns {

    static final String SOURCE = "source";
    static final String PERSON = "person";
    static final String ARM = "arm";
    static final String TRIAL = "trial";
    static final String DAY = "day";
    static final String END = "end";
    static final String OBSERVED_FROM = "obs_start";
    static final String OBSERVED_TO = "obs_end";
    static final String ROW = "row";

    /** Prefix of the columns of an event. */
    static final String E = "e_";

    static final String E_ID = "e_id";
    static final String E_DAY = "e_day";
    static final String E_END = "e_end";
    static final String E_CONCEPT = "e_concept";
    static final String E_SOURCE_CONCEPT = "e_source_concept";
    static final String E_CODE = "e_code";
    static final String E_VOCABULARY = "e_vocabulary";
    static final String E_MAIN = "e_main";
    static final String E_VALUE = "e_value";
    static final String E_TOTAL = "e_total";
    static final String E_FUND = "e_fund";
    static final String E_PAID = "e_paid";
    static final String E_CASH = "e_cash";
    static final String E_ACCOUNT = "e_account";
    static final String E_SCOPE = "e_scope";

    private Columns() {}
}
