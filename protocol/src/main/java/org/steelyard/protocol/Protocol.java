package org.steelyard.protocol;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventCohort;

/**
 * An evaluation plan with all parts of the guide's Annex 2. Names of fields are those of the YAML file. A list that the
 * file leaves out is empty; a part that may be left out is an {@code Optional}.
 *
 * @param schema always {@code steelyard-protocol/1}
 * @param version of the plan, for instance {@code 1.0}; an amendment raises it
 */
public record Protocol(
        String schema,
        String id,
        String version,
        Text title,
        LocalDate date,
        List<Author> authors,
        Optional<String> registration,
        Scenario scenario,
        ObjectType objectType,
        Management management,
        Background background,
        ResearchPlan plan,
        Population population,
        Intervention intervention,
        Comparator comparator,
        List<Indicator> indicators,
        Design design,
        DataPlan data,
        List<ConceptSet> conceptSets,
        Optional<EventCohort> cohort,
        List<Variable> variables,
        Exposure exposure,
        List<Outcome> outcomes,
        AnalysisPlan analysis,
        Optional<EconomicPlan> economics,
        Optional<SocialPlan> society,
        QualityPlan quality,
        Ethics ethics,
        Stakeholders stakeholders,
        Discussion discussion,
        List<Reference> references,
        List<Amendment> amendments) {

    /** The same plan with other analyses. */
    public Protocol withAnalysis(AnalysisPlan other) {
        return new Protocol(
                schema,
                id,
                version,
                title,
                date,
                authors,
                registration,
                scenario,
                objectType,
                management,
                background,
                plan,
                population,
                intervention,
                comparator,
                indicators,
                design,
                data,
                conceptSets,
                cohort,
                variables,
                exposure,
                outcomes,
                other,
                economics,
                society,
                quality,
                ethics,
                stakeholders,
                discussion,
                references,
                amendments);
    }

    public record Author(Text name, Text affiliation, Optional<String> contact) {}

    /** The six scenarios of the price item's life cycle (guide, part 1). */
    public enum Scenario {
        PRE_LISTING("预立项", "Pre-listing"),
        NEW_ITEM("项目新增", "New item"),
        TRIAL_TO_FORMAL("项目转归", "From trial period to formal item"),
        CATALOGUE_ADJUSTMENT("医保目录调整", "Catalogue adjustment"),
        ABOLITION("项目废止", "Abolition"),
        PRICING("价格制定与动态调整", "Price setting and adjustment");

        private final Text label;

        Scenario(String zh, String en) {
            label = Text.of(zh, en);
        }

        public Text label() {
            return label;
        }
    }

    /** What is weighed: the six driver types of services (guide, part 2), and drugs and devices as such. */
    public enum ObjectType {
        LABOUR("技术劳务驱动", "Driven by professional labour"),
        CONSUMABLE("医用耗材驱动", "Driven by a consumable"),
        REAGENT("体外诊断试剂驱动", "Driven by an in-vitro diagnostic"),
        EQUIPMENT("医疗设备驱动", "Driven by equipment"),
        SOFTWARE("医用软件/人工智能驱动", "Driven by software or artificial intelligence"),
        PROCESS("优化诊疗流程驱动", "Driven by a better process of care"),
        DRUG("药品", "Drug"),
        DEVICE("医疗器械", "Device");

        private final Text label;

        ObjectType(String zh, String en) {
            label = Text.of(zh, en);
        }

        public Text label() {
            return label;
        }
    }

    /** Management class (guide, part 4): three axes and why. */
    public record Management(Items items, Timing timing, Pace pace, Optional<Text> rapidReason, Text rationale) {

        public enum Items {
            SINGLE,
            MULTIPLE
        }

        public enum Timing {
            RETROSPECTIVE,
            PROSPECTIVE,
            MIXED
        }

        public enum Pace {
            RAPID,
            ROUTINE
        }
    }

    public record Background(Text policy, Text clinical, Text decision, Text question, Text hypothesis) {}

    public record ResearchPlan(
            List<Milestone> timeline,
            List<BudgetLine> budget,
            List<Risk> risks,
            Centres centres,
            Text centresRationale,
            boolean nationalCoordination,
            Optional<Text> nationalCoordinationNote) {

        public record Milestone(Text name, LocalDate date) {}

        public record BudgetLine(Text item, java.math.BigDecimal amount, String currency) {}

        public record Risk(Text risk, Text response) {}

        public enum Centres {
            SINGLE,
            MULTIPLE
        }
    }

    public record Population(
            Text description,
            Text disease,
            Text diagnosticCriteria,
            Text stage,
            Text setting,
            Text timeZero,
            List<Criterion> inclusion,
            List<Criterion> exclusion) {}

    public record Intervention(Text name, Text description, List<String> codes) {}

    /** Comparator in the guide's order of preference. */
    public record Comparator(
            Level level, Optional<OtherKind> kind, Text name, Text description, Text reason, Optional<Text> evidence) {

        public enum Level {
            USUAL_CARE,
            STANDARD_THERAPY,
            OTHER
        }

        public enum OtherKind {
            BEST_SUPPORTIVE_CARE,
            HISTORICAL,
            NO_TREATMENT,
            EXTERNAL
        }
    }

    /** Study design and its justification, in the target-trial frame. */
    public record Design(Text type, Text rationale, Text assignment, Text followUp, Text causalContrast) {}

    public record DataPlan(
            List<Source> sources,
            List<String> missing,
            Text extraction,
            Text cleaning,
            Text standardisation,
            Text qualityAssessment,
            Text traceability) {

        /**
         * @param file name inside the data folder; one of file, folder and connection is there
         * @param folder of tables, inside the data folder
         * @param connection name of a database connection that is given at run time
         * @param mapping file beside the plan that says what the columns mean
         * @param table the sheet, for an Excel file
         * @param keep identifying columns that are not dropped
         * @param linkedTo the source whose people this one tells more of; records of others stay out
         * @param missing texts that mean missing numbers, days and identifiers of event tables, beside the empty one
         * @param zone IANA name of the zone to which moments of event tables are brought that carry a zone; that of the mapping when absent
         */
        public record Source(
                String id,
                Text name,
                SourceClass kind,
                SourceFormat format,
                Optional<String> file,
                Optional<String> folder,
                Optional<String> connection,
                Optional<String> mapping,
                Optional<String> table,
                Text description,
                Text period,
                List<KeptColumn> keep,
                Optional<String> linkedTo,
                List<String> missing,
                Optional<String> zone) {

            public Source {
                missing = List.copyOf(missing);
            }

            /** One flat table with a row a person. */
            public static Source flat(String id, SourceClass kind, String file) {
                Optional<String> none = Optional.empty();
                return new Source(
                        id,
                        Text.EMPTY,
                        kind,
                        SourceFormat.TABLE,
                        Optional.of(file),
                        none,
                        none,
                        none,
                        none,
                        Text.EMPTY,
                        Text.EMPTY,
                        List.of(),
                        none,
                        List.of(),
                        Optional.empty());
            }

            /** The same, of this sheet of an Excel file. */
            public Source sheet(Optional<String> sheet) {
                return new Source(
                        id,
                        name,
                        kind,
                        format,
                        file,
                        folder,
                        connection,
                        mapping,
                        sheet,
                        description,
                        period,
                        keep,
                        linkedTo,
                        missing,
                        zone);
            }

            /** What messages call it: its file, its folder, its connection or its identifier. */
            public String where() {
                return file.or(() -> folder).or(() -> connection).orElse(id);
            }
        }

        /** An identifying column that the evaluation needs, and what for. */
        public record KeptColumn(String column, Text purpose) {}

        /** How the source is laid out. */
        public enum SourceFormat {
            /** A row a person: the flat door. */
            TABLE,
            /** Tables of China's insurance platform. */
            PLATFORM,
            OMOP,
            HOSPITAL,
            PATIENTS,
            /** Anything tabular, through a mapping file. */
            MAPPED
        }

        /** The guide's five kinds of sources, and public research data. */
        public enum SourceClass {
            TRUSTED_SITE,
            CLAIMS,
            OTHER_INSTITUTION,
            HEALTH_AUTHORITY,
            COMMERCIAL,
            RESEARCH_DATASET
        }
    }

    /** The compared treatment: a binary variable, true for the intervention. */
    public record Exposure(String variable, Text treated, Text control) {}

    public record QualityPlan(
            Text standards,
            double minimumCompleteness,
            List<Bias> selectionBias,
            List<Bias> informationBias,
            List<Bias> confounding) {

        public record Bias(Text risk, Text control) {}
    }

    public record Ethics(
            Text approval, Optional<String> approvalNumber, Text deIdentification, Text authorisation, Text consent) {}

    public record Stakeholders(
            Text initiator,
            InitiatorClass initiatorClass,
            Text implementer,
            boolean trustedSite,
            boolean followsGuide,
            Text dataProvider,
            Optional<Text> productProvider,
            List<Text> experts,
            boolean internalReview,
            List<Funding> funding,
            Text conflictsOfInterest,
            Text patients) {

        public enum InitiatorClass {
            AUTHORITY,
            INSTITUTION,
            ENTERPRISE,
            ACADEMIC_SOCIETY,
            RESEARCH_BODY
        }

        public record Funding(Text source, Optional<Text> amount) {}
    }

    /** What the authors say in the report beyond the numbers. Written before the result is known. */
    public record Discussion(Text limitations, Text transferability, Text implications, List<Text> keywords) {}

    public record Reference(String id, String text, Optional<String> doi) {}

    public record Amendment(
            String version, LocalDate date, String section, Text change, Text reason, boolean afterResults) {}
}
