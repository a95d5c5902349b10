package org.steelyard.report.document;

/**
 * One entry of the list of references.
 *
 * @param text the whole entry without its number and without the link
 * @param link DOI as {@code 10.…}, or an address starting with http; empty when there is none
 */
public record Reference(String id, String text, String link) {

    /** The address to open, empty when there is none. */
    public String address() {
        return link.isEmpty() || link.startsWith("http") ? link : "https://doi.org/" + link;
    }
}
