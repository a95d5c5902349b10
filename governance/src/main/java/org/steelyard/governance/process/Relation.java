package org.steelyard.governance.process;

/** How a person stands to an evaluation in the role in which he acts. */
public enum Relation {
    /** It is the person's own: author, assigned expert, official in charge. */
    OWN,
    /** The person's organisation takes part in it in this role. */
    ORGANISATION,
    /** It concerns the person's role, but another organisation takes part. */
    OTHER,
    /** There is no evaluation yet, or the person has nothing to do with it. */
    NONE
}
