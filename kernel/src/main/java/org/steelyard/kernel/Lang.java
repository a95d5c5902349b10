package org.steelyard.kernel;

/** A language that users read. Chinese comes first. */
public enum Lang {
    ZH,
    EN
}
