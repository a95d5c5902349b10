package org.steelyard.report.document;

import java.time.LocalDate;
import java.util.List;

/**
 * The first page.
 *
 * @param otherTitle the title in the other language; empty when there is none
 * @param kind of document, above the title, such as 真实世界综合价值评估报告; empty when there is none
 * @param date of the report; also the creation date written into the files, so that they are reproducible
 * @param facts plan id, version, digest and the like
 * @param status one line such as "plan locked before analysis" or "draft"; empty when there is none
 */
public record Cover(
        String kind,
        String title,
        String otherTitle,
        List<String> authors,
        List<String> affiliations,
        LocalDate date,
        List<Fact> facts,
        String status) {

    public Cover {
        authors = List.copyOf(authors);
        affiliations = List.copyOf(affiliations);
        facts = List.copyOf(facts);
    }
}
