package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is filed with an act. Each kind is a form on the page and a schema of the interface; absent lists and texts come as
 * empty ones, and {@link BodyCheck} says what is missing.
 */
public sealed interface Body {

    /** Nothing but the act itself. */
    record Nothing() implements Body {}

    /** Why something is done. */
    record Reason(String text) implements Body {}

    /**
     * The application (guide, part 6, section 1): six parts and the proposed implementing body.
     *
     * @param authority organisation to which it is addressed
     * @param topics why this topic, by the guide's six principles
     * @param itemCodes codes of the services, drugs or devices
     * @param product organisation of the technology or product, if there is one
     * @param trial number of the clinical trial that the evaluation was planned together with; empty if there is none
     * @param jointVariables what trial and evaluation both collect (guide, part 3: planned and carried out together)
     */
    record Application(
            String titleZh,
            String titleEn,
            String authority,
            String background,
            String problem,
            String hypothesis,
            String scenario,
            String feasibility,
            String proposedImplementer,
            String objectType,
            String pace,
            String rapidReason,
            String disease,
            List<String> itemCodes,
            List<String> dimensions,
            List<Topic> topics,
            Optional<String> product,
            String trial,
            List<String> jointVariables)
            implements Body {

        /** As it is, with other topics. */
        Application with(List<Topic> others) {
            return new Application(
                    titleZh,
                    titleEn,
                    authority,
                    background,
                    problem,
                    hypothesis,
                    scenario,
                    feasibility,
                    proposedImplementer,
                    objectType,
                    pace,
                    rapidReason,
                    disease,
                    itemCodes,
                    dimensions,
                    others,
                    product,
                    trial,
                    jointVariables);
        }
    }

    /**
     * Why this topic. The first two of the guide's principles are about a price, and name what it is compared with.
     *
     * @param principle from 1 to 6, in the guide's order
     * @param similar code of the item that is there already: a similar one, or the one whose price is to rise
     * @param present its price, yuan; taken from the price list where that has the item
     * @param asked the price that is applied for, yuan
     * @param gap what the asked price adds to the present one, as a fraction of it; computed here, never by who applies
     * @param large of a rise in price: whether it reaches the level of the rules; computed here too
     */
    record Topic(
            int principle,
            String evidence,
            String similar,
            Optional<BigDecimal> present,
            Optional<BigDecimal> asked,
            Optional<BigDecimal> gap,
            Optional<Boolean> large) {

        /** A new item that is dearer than a similar one. */
        public static final int NEW_AND_DEARER = 1;

        /** A large rise in the price of an item that is there. */
        public static final int RISE = 2;
    }

    /**
     * @param none that there is no interest to declare
     * @param thirdParty whether money comes from an enterprise, a foundation or another third party
     * @param independence what an initiator that carries out its own evaluation states besides, see {@link Independence}
     */
    record Interests(
            boolean none,
            String interests,
            List<Funding> funding,
            boolean thirdParty,
            List<IndependenceStatement> independence)
            implements Body {}

    /** @param item of {@link Independence#items()}; @param statement how it is kept */
    record IndependenceStatement(String item, String statement) {}

    record Funding(String source, BigDecimal amount, String currency) {}

    /**
     * @param kind trusted-point, third-party or initiator
     * @param account who leads the work
     * @param qualification document id, of a third party
     * @param followsGuide the declaration that one outside the network makes at the start
     */
    record ImplementerChoice(
            String organisation,
            String account,
            String kind,
            String reason,
            Optional<String> qualification,
            boolean followsGuide)
            implements Body {}

    /**
     * Whose data are used. A provider answers for data that can be checked and traced (guide, part 8, point 4).
     *
     * @param source what it provides
     * @param contact who answers questions about the data
     * @param agreement document id of the agreement
     * @param traceable that the agreement says so
     */
    record DataProvider(String organisation, String source, String contact, String agreement, boolean traceable)
            implements Body {}

    /** @param yaml the plan, as the command line reads it */
    record ProtocolText(String yaml) implements Body {}

    /**
     * Minutes of the consultation on the guide's seven points.
     *
     * @param necessity whether the topic is needed; with the next two, the three judgements of section 4
     */
    record Minutes(
            LocalDate heldOn,
            List<Attendee> attendees,
            List<Point> points,
            String necessity,
            String feasibility,
            String conformity)
            implements Body {}

    record Attendee(String role, String organisation, String name) {}

    /** @param focus from 1 to 7; @param change whether the protocol has to change */
    record Point(int focus, String comment, boolean change) {}

    record MinutesAnswers(List<PointAnswer> answers) implements Body {}

    record PointAnswer(int focus, String answer) {}

    record Authorisation(String ethicsNumber, LocalDate ethicsOn, String dataAuthorisation, List<String> documents)
            implements Body {}

    /** @param afterResults whether results were known; then what changes is exploratory for ever */
    record Amendment(String yaml, String section, String reason, boolean afterResults) implements Body {}

    /** @param amendment number of the filing that is decided on */
    record AmendmentDecision(int amendment, boolean approved, String reason) implements Body {}

    record Extraction(String source, String steps, long rows, LocalDate extractedOn, String sha256) implements Body {}

    /** @param document the report's document id */
    record GovernanceFiling(String summary, String document) implements Body {}

    /** @param results the results.json of the run, whole; it holds aggregates only */
    record Run(Map<String, Object> results) implements Body {}

    /** @param parts the parts of Annex 3 that it has; @param run number of the filing of the run that it reports */
    record Report(String document, int run, List<String> parts, String summaryZh, String summaryEn) implements Body {}

    record Assignment(List<AssignedExpert> experts) implements Body {}

    record AssignedExpert(String account, String field) {}

    /** @param comparison what was compared; @param agrees whether the repetition gave the same */
    record Repeat(String comparison, boolean agrees, String differences) implements Body {}

    /**
     * @param items verdicts on the checklist, by item
     * @param strength the six parts of evidence strength, each 0 to 4
     * @param fit the fit to the decision, each 0 to 4
     */
    record Review(
            List<ItemVerdict> items,
            Map<String, Integer> strength,
            Map<String, Integer> fit,
            String recommendation,
            String opinion)
            implements Body {}

    /** @param verdict pass, fail or not-applicable */
    record ItemVerdict(String item, String verdict, String evidence) {}

    record Findings(List<String> findings) implements Body {}

    /** @param finding counted from 1 over all findings of the evaluation */
    record FindingAnswer(int finding, String answer) implements Body {}

    record FindingClosed(int finding, String verdict) implements Body {}

    /** @param strength A1 to A4; @param fit B1 to B4, for each scenario */
    record Grade(String strength, Map<String, String> fit, String grade, String reasons) implements Body {}

    record Approval(String comment) implements Body {}

    /** @param table numbers of the published summary, which disclosure control has let pass */
    record Publication(String summaryZh, String summaryEn, List<Figure> table) implements Body {}

    /**
     * One published number.
     *
     * @param count people that it is about
     * @param labelEn its name on the English page; the Chinese one stands there if there is none
     */
    record Figure(
            String label,
            double value,
            Optional<Long> count,
            String unit,
            Optional<String> labelEn,
            Optional<String> unitEn) {}

    /** @param routineDue when the routine evaluation of a rapid one is due */
    record MonitoringPlan(Optional<LocalDate> routineDue, List<String> indicators) implements Body {}

    /** One year of one item: fund spending and total cost in yuan, and how often it was delivered. */
    record MonitoringFigure(String item, int year, BigDecimal fundSpending, long frequency, BigDecimal totalCost)
            implements Body {}

    /**
     * A rule of one's own beside the guide's (guide, part 6, section 9: "and the like").
     *
     * @param name the rule's name; the same name again takes the place of the rule before
     * @param measure an id of {@link Triggers.Measure}
     * @param comparison an id of {@link Triggers.Comparison}
     * @param value the level; of growth and shares a fraction
     * @param window years: of a level, how many in a row have to meet it; of growth, how many it is counted over
     * @param ended that the rule no longer holds
     */
    record Trigger(String name, String measure, String comparison, BigDecimal value, int window, boolean ended)
            implements Body {}

    record PathwayUpdate(String pathway, LocalDate effectiveOn, String change, boolean major) implements Body {}

    record Documents(String note, List<String> documents) implements Body {}

    /**
     * A wish for support by the authority (guide, part 9).
     *
     * @param kinds resource, data or money
     * @param ground concern, public-health or policy
     * @param amount of money that is asked for, yuan
     */
    record SupportRequest(List<String> kinds, String ground, Optional<BigDecimal> amount, String text)
            implements Body {}

    /**
     * @param request number of the filing that is decided on
     * @param kinds what is granted; none if it is refused
     */
    record SupportDecision(
            int request, boolean approved, List<String> kinds, Optional<BigDecimal> amount, String reason)
            implements Body {}

    /**
     * What was planned to be collected by a day, and what was (guide, part 6, section 5).
     *
     * @param firstSubject the day on which the first person entered a prospective study
     */
    record DataCollection(LocalDate on, Optional<LocalDate> firstSubject, List<Collected> rows) implements Body {}

    /** @param name a visit, a form or a field; @param reason why it is not as planned */
    record Collected(String name, long planned, long actual, String reason) {

        boolean isAsPlanned() {
            return planned == actual;
        }
    }

    /**
     * The quality control of one of the three key links of the conduct.
     *
     * @param link extraction, governance or analysis
     */
    record QualityControl(String link, List<ItemVerdict> items) implements Body {}

    /**
     * Records drawn at random and compared with their source (guide, part 6, section 7.2).
     *
     * @param extraction number of the filing of the extraction
     * @param seed of the draw, so that anybody can repeat it
     * @param size records drawn; @param wrong records that differ from their source
     * @param rate wrong ones by drawn ones; with its interval computed here, never by who compares
     */
    record SampleComparison(
            int extraction,
            long seed,
            int size,
            int wrong,
            String differences,
            Optional<Double> rate,
            Optional<Double> lower,
            Optional<Double> upper)
            implements Body {}

    /** Measures of the data-quality report, computed anew from the source. */
    record QualityComparison(List<QualityMeasure> measures, String conclusion) implements Body {}

    /** @param difference recomputed less reported; computed here */
    record QualityMeasure(String name, BigDecimal reported, BigDecimal recomputed, Optional<BigDecimal> difference) {}

    /**
     * Who receives an item in a year.
     *
     * @param by region, level or group
     */
    record AccessFigures(String item, int year, String by, List<AccessGroup> groups) implements Body {}

    /** @param people who could need it; @param users who received it */
    record AccessGroup(String name, long people, long users) {}
}
