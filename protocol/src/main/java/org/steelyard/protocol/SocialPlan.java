package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * @param groups people compared: result of each outcome and access to the service by group
 * @param concentration inequality along a ranking
 */
public record SocialPlan(
        List<Group> groups, List<Concentration> concentration, Optional<Text> innovation, Text patientVoice) {

    public record Group(String variable, Text reason, List<String> outcomes) {}

    /**
     * @param rank an ordered category (levels from worst to best off) or a number
     * @param of binary or numeric variables whose distribution is measured
     */
    public record Concentration(String rank, Text rankName, List<String> of) {}
}
