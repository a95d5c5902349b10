package org.steelyard.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Lang;
import org.steelyard.platform.evaluation.ProtocolVersions;

/** The samples are ten different plans, and each passes every check. */
class DemoTopicTest {

    /** The samples show what the examples' runs found; a changed plan is another plan, and its results are of the old one. */
    @Test
    void theResultsThatShipAreThoseOfTheExamplesPlansAsTheyStand() {
        for (DemoTopic topic :
                DemoTopic.all().stream().filter(DemoTopic::isExample).toList()) {
            String present = ProtocolVersions.version(1, topic.plan(), false)
                    .canonicalSha256()
                    .orElseThrow();
            String name = topic.results().path("protocol").path("id").asString();
            assertThat(topic.results().path("protocol").path("digest").asString())
                    .as(
                            "The plan of the example %s changed after its run: bin/demo-results runs it again and keeps its results.",
                            name)
                    .isEqualTo(present);
        }
    }

    /** What an evaluation shows is what it is about: the results' outcomes are those of its plan, and the public words are no ids. */
    @Test
    void theFiguresOfASampleSpeakTheWordsOfItsPlan() {
        for (DemoTopic topic :
                DemoTopic.all().stream().filter(DemoTopic::isExample).toList()) {
            assertThat(topic.figures()).as(topic.get("titleEn")).isNotEmpty();
            topic.figures()
                    .forEach(f -> assertThat(f.get("label").toString()).matches(".*\\p{IsHan}.*：.*\\p{IsHan}.*"));
            assertThat(topic.plan()).contains("scenario: " + topic.get("scenario"));
            assertThat(topic.plan()).contains("objectType: " + topic.get("objectType"));
        }
    }

    @Test
    void everySampleHasASoundPlanOfItsOwn() {
        Set<String> plans = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (DemoTopic topic : DemoTopic.all()) {
            ProtocolVersions.Version version = ProtocolVersions.version(1, topic.plan(), false);
            assertThat(version.problems().stream().map(p -> p.in(Lang.EN)).toList())
                    .as(topic.get("titleEn"))
                    .isEmpty();
            plans.add(version.canonicalSha256().orElseThrow());
            types.add(topic.get("objectType"));
        }
        assertThat(plans).hasSize(10);
        assertThat(types).hasSizeGreaterThanOrEqualTo(7);
    }
}
