package org.steelyard.data.identity;

/** The keyed digest that makes pseudonyms. Both are HMACs (RFC 2104) with 32-byte results. */
public enum DigestMethod {
    /** HMAC with SM3 (GB/T 32905-2016, GB/T 15852.2); the default. */
    HMAC_SM3("HMAC-SM3"),
    /** HMAC with SHA-256 (FIPS 198-1, RFC 4231). */
    HMAC_SHA_256("HMAC-SHA-256");

    private final String label;

    DigestMethod(String label) {
        this.label = label;
    }

    /** As reports write it. */
    public String label() {
        return label;
    }
}
