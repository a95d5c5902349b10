package org.steelyard.platform.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Organisation.Kind;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Checklist;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ten evaluations in different stages, with the parties that they need. All organisations are samples of a region that does
 * not exist; all accounts have the password that the administrator chose.
 */
@Component
public class Demo {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REGION = "990100";

    private final Accounts accounts;
    private final ActService acts;
    private final EvaluationStore store;
    private final Documents documents;
    private final TransactionTemplate transaction;

    Demo(
            Accounts accounts,
            ActService acts,
            EvaluationStore store,
            Documents documents,
            TransactionTemplate transaction) {
        this.store = store;
        this.accounts = accounts;
        this.acts = acts;
        this.documents = documents;
        this.transaction = transaction;
    }

    /** Who acts in the samples. */
    private record Cast(
            String authority,
            String nation,
            String hospital,
            String company,
            String platform,
            Person official,
            Person national,
            Person second,
            Person initiator,
            Person researcher,
            Person first,
            Person other) {}

    /** @param password of all sample accounts; it has been looked at already */
    public void load(String password) {
        Cast cast = cast(password);
        for (DemoTopic topic : DemoTopic.all()) {
            String id =
                    Objects.requireNonNull(acts.create(cast.initiator(), Role.INITIATOR, json(application(topic, cast)))
                            .id());
            new Course(id, cast, topic).go(topic.get("goal"));
        }
    }

    private Cast cast(String password) {
        String authority = organisation("示范省医疗保障局", "Sample Province insurance authority", Kind.LOCAL_AUTHORITY, false);
        String hospital = organisation("示范省第一医院", "Sample Province first hospital", Kind.HOSPITAL, true);
        String society = organisation("示范省医学会", "Sample Province medical society", Kind.ACADEMIC_SOCIETY, false);
        String university = organisation("示范医科大学", "Sample medical university", Kind.RESEARCH_BODY, false);
        String company = organisation("示范医疗器械公司", "Sample device company", Kind.ENTERPRISE, false);
        String nation =
                organisation("示范国家医疗保障局", "Sample national insurance authority", Kind.NATIONAL_AUTHORITY, false);
        String platform = organisation("示范省健康数据中心", "Sample Province health data centre", Kind.DATA_PLATFORM, false);
        String patients = organisation("示范患者互助协会", "Sample patients’ association", Kind.PATIENT_GROUP, false);
        person("demo-supplier", "示范数据管理员", platform, Role.DATA_PROVIDER, password);
        person("demo-maker", "示范企业代表", company, Role.PRODUCT_PROVIDER, password);
        person("demo-patient", "示范患者代表", patients, Role.PATIENT, password);
        return new Cast(
                authority,
                nation,
                hospital,
                company,
                platform,
                person("demo-official", "示范经办一", authority, Role.LOCAL_AUTHORITY, password),
                person("demo-national", "示范国家局经办", nation, Role.NATIONAL_AUTHORITY, password),
                person("demo-official2", "示范经办二", authority, Role.LOCAL_AUTHORITY, password),
                person("demo-initiator", "示范发起人", society, Role.INITIATOR, password),
                person("demo-researcher", "示范研究者", hospital, Role.IMPLEMENTER, password),
                person("demo-expert1", "示范专家一", university, Role.EXPERT, password),
                person("demo-expert2", "示范专家二", university, Role.EXPERT, password));
    }

    private String organisation(String zh, String en, Kind kind, boolean trusted) {
        return Objects.requireNonNull(transaction.execute(s -> accounts.create(new Organisation(
                "",
                zh,
                en,
                kind,
                REGION,
                trusted ? Optional.of(LocalDate.of(2026, 1, 16)) : Optional.empty(),
                Optional.empty(),
                1))));
    }

    private Person person(String login, String name, String organisation, Role role, String password) {
        String id = accounts.create(new Accounts.NewAccount(login, name, organisation, password, Set.of(role)));
        return accounts.person(id).orElseThrow();
    }

    private static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static Map<String, Object> application(DemoTopic topic, Cast cast) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("titleZh", topic.get("titleZh"));
        form.put("titleEn", topic.get("titleEn"));
        form.put("authority", topic.isNational() ? cast.nation() : cast.authority());
        form.put("background", topic.get("policy") + "；" + topic.get("clinical"));
        form.put("problem", topic.get("question"));
        form.put("hypothesis", topic.get("hypothesis"));
        form.put("scenario", topic.get("scenario"));
        form.put("feasibility", topic.get("source") + "：" + topic.get("sourceText"));
        form.put("proposedImplementer", cast.hospital());
        form.put("objectType", topic.get("objectType"));
        form.put("pace", "routine");
        form.put("rapidReason", "");
        form.put("disease", topic.get("disease"));
        form.put("itemCodes", List.of(topic.get("code")));
        form.put("dimensions", List.of("clinical", "economic", "social"));
        form.put("topics", List.of(Map.of("principle", 3, "evidence", topic.get("clinical"))));
        form.put("product", cast.company());
        return form;
    }

    /** One evaluation on its way; each step is an act that somebody could do on the page. */
    private final class Course {

        private final String id;
        private final Cast cast;
        private final DemoTopic topic;
        private final DemoPapers papers;
        private long version = 1;

        Course(String id, Cast cast, DemoTopic topic) {
            this.id = id;
            this.cast = cast;
            this.topic = topic;
            papers = new DemoPapers(topic);
        }

        /** How far the sample goes. */
        void go(String goal) {
            switch (goal) {
                case "draft" -> {}
                case "submitted" -> submitted();
                case "designed" -> asking();
                case "locked" -> supported();
                case "running" -> supplied();
                case "reported" -> reported();
                case "reviewing" -> reviewing();
                case "published" -> published();
                case "monitored" -> monitored();
                case "terminated" -> terminated();
                default -> throw new IllegalArgumentException(goal);
            }
        }

        private void act(Person person, Role role, String act, Object form) {
            Evaluation after = acts.perform(new ActService.Order(person, role, act, id, version, json(form)));
            version = after.version();
        }

        private void initiator(String act, Object form) {
            act(cast.initiator(), Role.INITIATOR, act, form);
        }

        private void authority(String act, Object form) {
            boolean national = topic.isNational();
            act(
                    national ? cast.national() : cast.official(),
                    national ? Role.NATIONAL_AUTHORITY : Role.LOCAL_AUTHORITY,
                    act,
                    form);
        }

        private void implementer(String act, Object form) {
            act(cast.researcher(), Role.IMPLEMENTER, act, form);
        }

        private void submitted() {
            initiator("declare-interests", interests());
            initiator("submit-application", Map.of());
        }

        private void accepted() {
            submitted();
            authority("accept-application", Map.of());
        }

        private void designed() {
            accepted();
            authority(
                    "set-implementer",
                    Map.of(
                            "organisation",
                            cast.hospital(),
                            "account",
                            cast.researcher().id(),
                            "kind",
                            "trusted-point",
                            "reason",
                            "可信评价点，具备数据与方法条件",
                            "followsGuide",
                            true));
            implementer("declare-interests", interests());
            implementer("edit-protocol", Map.of("yaml", topic.plan()));
        }

        /** The provider of the product is asked for its documents. */
        private void asking() {
            designed();
            authority("request-documents", Map.of("text", "请提供产品说明书、注册批件与已完成的临床试验报告。"));
        }

        private void consulted() {
            designed();
            implementer("submit-protocol", Map.of());
            List<Map<String, Object>> points = new ArrayList<>();
            for (int focus = 1; focus <= 7; focus++) {
                points.add(Map.of("focus", focus, "comment", focus == 3 ? "说明对照选择的依据" : "无意见", "change", focus == 3));
            }
            authority(
                    "record-minutes",
                    Map.of(
                            "heldOn", "2026-02-10",
                            "attendees",
                                    List.of(Map.of(
                                            "role",
                                            "医保部门",
                                            "organisation",
                                            topic.isNational() ? "示范国家医疗保障局" : "示范省医疗保障局",
                                            "name",
                                            (topic.isNational() ? cast.national() : cast.official()).name())),
                            "points", points,
                            "necessity", "主题必要",
                            "feasibility", "方案可行",
                            "conformity", "方案规范"));
        }

        private void locked() {
            consulted();
            implementer("answer-minutes", Map.of("answers", List.of(Map.of("focus", 3, "answer", "已补充结算数据中的主流诊疗模式。"))));
            implementer("submit-revision", Map.of());
            authority("lock-protocol", Map.of());
        }

        /** The authority in charge has to decide on support. */
        private void supported() {
            locked();
            initiator(
                    "ask-support",
                    Map.of("kinds", List.of("data"), "ground", "policy-impact", "text", "结论关系计价方式，申请协调跨机构影像与随访数据。"));
        }

        /** Whoever holds the data has to extract it. */
        private void supplied() {
            conduct();
            implementer(
                    "name-data-provider",
                    Map.of(
                            "organisation", cast.platform(),
                            "source", topic.get("source"),
                            "contact", "示范数据管理员",
                            "agreement", document("数据使用协议.docx", papers.agreement()),
                            "traceable", true));
        }

        private void conduct() {
            locked();
            implementer(
                    "start-conduct",
                    Map.of(
                            "ethicsNumber", "示范-2026-017",
                            "ethicsOn", "2026-02-20",
                            "dataAuthorisation", "去标识化数据使用协议",
                            "documents", List.of(document("伦理审批件.docx", papers.ethics()))));
        }

        /** What a run of the command line found on real data, as it wrote it. */
        private void analysed() {
            conduct();
            JsonNode results = topic.results();
            results.path("run")
                    .path("inputs")
                    .forEach(input -> implementer(
                            "log-extraction",
                            Map.of(
                                    "source", input.path("name").asString(),
                                    "steps", "读取公开数据，未作修改",
                                    "rows", input.path("rows").asLong(),
                                    "extractedOn", "2026-03-01",
                                    "sha256", input.path("sha256").asString())));
            implementer(
                    "file-governance-report",
                    Map.of(
                            "summary",
                            "逐项核对行数、取值范围与时间先后，未发现需要剔除的记录。",
                            "document",
                            document("数据治理报告.docx", papers.governance())));
            implementer("record-run", Map.of("results", results));
            int run = lastRun();
            topic.pictures().forEach((name, content) -> document("run-" + run + "-" + name, content));
            implementer("finish-analysis", Map.of());
        }

        private int lastRun() {
            return store.find(id)
                    .orElseThrow()
                    .of("record-run")
                    .toList()
                    .getLast()
                    .number();
        }

        private void reported() {
            analysed();
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("document", document("评价报告.docx", papers.report()));
            report.put("run", lastRun());
            report.put("parts", Checklist.REPORT_PARTS);
            report.put("summaryZh", topic.get("question") + "。结果见分析运行，局限性：" + topic.get("limitation") + "。");
            report.put("summaryEn", topic.get("titleEn") + ": see the run's results.");
            implementer("submit-report", report);
        }

        /** One of two reviews is in; the other expert has it before him. */
        private void reviewing() {
            reported();
            authority(
                    "assign-experts",
                    Map.of(
                            "experts",
                            List.of(
                                    Map.of("account", cast.first().id(), "field", "clinical"),
                                    Map.of("account", cast.other().id(), "field", "health-economics"))));
            authority("start-review", Map.of());
            for (Person expert : List.of(cast.first(), cast.other())) {
                act(expert, Role.EXPERT, "declare-interests", interests());
                act(
                        expert,
                        Role.EXPERT,
                        "record-repeat",
                        Map.of("comparison", "按锁定方案独立重复主要分析", "agrees", true, "differences", ""));
            }
            act(cast.first(), Role.EXPERT, "submit-review", review("临床问题明确，对照合理，支持按证据等级使用。"));
        }

        private void reviewed() {
            reviewing();
            act(cast.other(), Role.EXPERT, "submit-review", review("成本参数多为情景假设，经济性结论应谨慎使用。"));
            authority("ask-findings", Map.of("findings", List.of("请说明未测量混杂对主要结论的可能影响。")));
            implementer("answer-finding", Map.of("finding", 1, "answer", "报告给出 E 值，并列明可能的未测量混杂。"));
            implementer("return-to-review", Map.of());
            act(cast.first(), Role.EXPERT, "close-finding", Map.of("finding", 1, "verdict", "已说明"));
        }

        private Map<String, Object> review(String opinion) {
            Map<String, Integer> strength = new LinkedHashMap<>();
            Checklist.STRENGTH.forEach(part -> strength.put(part, 3));
            return Map.of(
                    "items",
                    Checklist.items().stream()
                            .map(item -> Map.of("item", item.id(), "verdict", "pass", "evidence", "已查阅"))
                            .toList(),
                    "strength",
                    strength,
                    "fit",
                    Map.of("question", 3),
                    "recommendation",
                    "support",
                    "opinion",
                    opinion);
        }

        /** Graded as the program graded it from the diagnostics. */
        private void published() {
            reviewed();
            JsonNode evidence = topic.results().path("evidence");
            String grade = evidence.path("grade")
                    .asString()
                    .replace("IV", "Ⅳ")
                    .replace("III", "Ⅲ")
                    .replace("II", "Ⅱ")
                    .replace("V", "Ⅴ")
                    .replace("I", "Ⅰ");
            authority(
                    "grade",
                    Map.of(
                            "strength",
                            evidence.path("strength").asString(),
                            "fit",
                            Map.of(topic.get("scenario"), evidence.path("fit").asString()),
                            "grade",
                            grade,
                            "reasons",
                            "按两轴判定表，依据运行诊断与两名专家的独立评议"));
            authority("archive", Map.of());
            implementer(
                    "prepare-release",
                    Map.of(
                            "summaryZh", topic.get("summaryZh"),
                            "summaryEn", topic.get("summaryEn"),
                            "table", topic.figures()));
            authority("approve-release", Map.of("comment", "同意公开"));
            act(cast.second(), Role.LOCAL_AUTHORITY, "approve-release", Map.of("comment", "同意公开"));
            authority("publish", Map.of());
        }

        private void monitored() {
            published();
            authority("start-monitoring", Map.of("indicators", List.of("基金支出", "服务频次")));
            int[][] years = {{2023, 5_200_000, 21_000}, {2024, 5_900_000, 23_500}, {2025, 8_100_000, 26_800}};
            for (int[] year : years) {
                authority(
                        "record-monitoring",
                        Map.of(
                                "item", topic.get("code"),
                                "year", year[0],
                                "fundSpending", year[1],
                                "frequency", year[2],
                                "totalCost", year[1] * 2));
            }
            authority(
                    "record-pathway",
                    Map.of(
                            "pathway",
                            "乳腺癌临床路径",
                            "effectiveOn",
                            "2026-01-01",
                            "change",
                            "术后内分泌治疗疗程由五年延长至最多十年",
                            "major",
                            false));
        }

        private void terminated() {
            conduct();
            implementer("ask-termination", Map.of("text", "入组不足。"));
            act(cast.second(), Role.LOCAL_AUTHORITY, "condemn-termination", Map.of("text", "未按方案完成且未说明正当理由。"));
        }

        private String document(String name, byte[] content) {
            return Objects.requireNonNull(transaction.execute(
                            s -> documents.add(id, cast.researcher().id(), name, "application/octet-stream", content)))
                    .id();
        }

        private Map<String, Object> interests() {
            return Map.of(
                    "none",
                    true,
                    "interests",
                    "",
                    "funding",
                    List.of(Map.of("source", "自筹", "amount", 200000, "currency", "CNY")),
                    "thirdParty",
                    false);
        }
    }
}
