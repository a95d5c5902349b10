package org.steelyard.platform.evaluation;

import org.springframework.stereotype.Component;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.PolicyPacks;
import tools.jackson.databind.JsonNode;

/** From what somebody sent to what may be filed: read, completed with what is computed, checked, and without what must not enter. */
@Component
class Intake {

    private final Rules rules;
    private final PriceList prices;
    private final PolicyPack pack = PolicyPacks.loadFile(PolicyPacks.DEFAULT).pack();
    private final SmallCells cells = SmallCells.of(pack);

    Intake(Rules rules, PriceList prices) {
        this.rules = rules;
        this.prices = prices;
    }

    Rules rules() {
        return rules;
    }

    PolicyPack pack() {
        return pack;
    }

    SmallCells cells() {
        return cells;
    }

    /** @throws SteelyardException with all that is wrong with the form */
    Body take(String act, JsonNode form) {
        Body read = Bodies.read(act, form);
        Body body = computed(read);
        BodyCheck.check(body);
        refusePatientData(body);
        return body instanceof Body.Run run ? Released.of(run, cells) : body;
    }

    /** With what is computed here, whatever was sent in its place. */
    private Body computed(Body read) {
        return switch (read) {
            case Body.Application application -> TopicPrices.compared(application, prices, rules.priceRise());
            case Body.SampleComparison sample -> Samples.judged(sample);
            case Body.QualityComparison comparison -> Samples.compared(comparison);
            default -> read;
        };
    }

    private static void refusePatientData(Body body) {
        if (PeopleRows.namesSomebody(Bodies.write(body))) {
            throw SteelyardException.of(
                    PlatformError.PATIENT_DATA,
                    Place.NONE,
                    Text.of("内容中含有身份证号码", "the content holds the number of an identity card"),
                    Text.of("删去可识别个人的内容后重新提交", "take out what identifies people and submit again"));
        }
        if (body instanceof Body.Run run && RunFacts.holdsRows(run.results())) {
            throw SteelyardException.of(
                    PlatformError.PATIENT_DATA,
                    Place.field("results"),
                    Text.of(
                            "结果中含有逐条记录，平台不保存患者层面数据",
                            "the results hold single records; no patient-level data enters the platform"),
                    Text.of("只提交运行所写的 results.json", "submit the results.json that the run wrote, and nothing else"));
        }
    }
}
