package org.steelyard.platform.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import org.steelyard.kernel.Digest;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Organisation.Kind;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.Evaluation;
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
    private final Documents documents;
    private final TransactionTemplate transaction;

    Demo(Accounts accounts, ActService acts, Documents documents, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.acts = acts;
        this.documents = documents;
        this.transaction = transaction;
    }

    /** Who acts in the samples. */
    private record Cast(
            String authority,
            String hospital,
            String company,
            Person official,
            Person second,
            Person initiator,
            Person researcher,
            Person first,
            Person other) {}

    /** What is evaluated in a sample. */
    private record Topic(String zh, String en, String type, String scenario, String disease, String code) {}

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    "乳腺癌内分泌治疗价值评价",
                    "Hormonal treatment of breast cancer",
                    "drug",
                    "catalogue-adjustment",
                    "乳腺癌",
                    "XL02BAT015A001010100001"),
            new Topic("右心导管监测价值评价", "Right heart catheterisation", "consumable", "pricing", "危重症", "001203000010000"),
            new Topic(
                    "经导管主动脉瓣置换价值评价",
                    "Transcatheter aortic valve replacement",
                    "consumable",
                    "new-item",
                    "主动脉瓣狭窄",
                    "001311000010000"),
            new Topic(
                    "人工智能肺结节辅助诊断评价",
                    "Computer-aided reading of lung nodules",
                    "software",
                    "pre-listing",
                    "肺结节",
                    "001201000020000"),
            new Topic(
                    "髋部骨折快速康复路径评价",
                    "Fast-track pathway after hip fracture",
                    "process",
                    "trial-to-formal",
                    "髋部骨折",
                    "001315000030000"),
            new Topic("血清标志物筛查评价", "Serum marker screening", "reagent", "new-item", "肝细胞癌", "001250000040000"),
            new Topic("机器人辅助手术价格评价", "Robot-assisted surgery", "equipment", "pricing", "前列腺癌", "001331000050000"),
            new Topic("中医针刺康复评价", "Acupuncture in rehabilitation", "labour", "pricing", "脑卒中", "001401000060000"),
            new Topic(
                    "连续血糖监测评价",
                    "Continuous glucose monitoring",
                    "device",
                    "catalogue-adjustment",
                    "糖尿病",
                    "001250000070000"),
            new Topic(
                    "集采二甲双胍一致性再评价",
                    "Procured metformin against the originator",
                    "drug",
                    "catalogue-adjustment",
                    "2 型糖尿病",
                    "XA10BAE046A001010100002"));

    /** @param password of all sample accounts; it has been looked at already */
    public void load(String password) {
        Cast cast = cast(password);
        for (int i = 0; i < TOPICS.size(); i++) {
            Topic topic = TOPICS.get(i);
            String id =
                    Objects.requireNonNull(acts.create(cast.initiator(), Role.INITIATOR, json(application(topic, cast)))
                            .id());
            new Course(id, cast, plan(i)).go(i);
        }
    }

    private Cast cast(String password) {
        String authority = organisation("示范省医疗保障局", "Sample Province insurance authority", Kind.LOCAL_AUTHORITY, false);
        String hospital = organisation("示范省第一医院", "Sample Province first hospital", Kind.HOSPITAL, true);
        String society = organisation("示范省医学会", "Sample Province medical society", Kind.ACADEMIC_SOCIETY, false);
        String university = organisation("示范医科大学", "Sample medical university", Kind.RESEARCH_BODY, false);
        String company = organisation("示范医疗器械公司", "Sample device company", Kind.ENTERPRISE, false);
        return new Cast(
                authority,
                hospital,
                company,
                person("demo-official", "示范经办一", authority, Role.LOCAL_AUTHORITY, password),
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

    private static String plan(int index) {
        return resource("/demo/" + (index == 1 ? "rhc" : "rotterdam") + "/protocol.yaml");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static Map<String, Object> application(Topic topic, Cast cast) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("titleZh", topic.zh());
        form.put("titleEn", topic.en());
        form.put("authority", cast.authority());
        form.put("background", "该项目费用增长较快，临床与医保部门关注其真实世界价值。");
        form.put("problem", "与常规诊疗相比，是否改善结局、成本是否合理。");
        form.put("hypothesis", "在适宜人群中可改善结局。");
        form.put("scenario", topic.scenario());
        form.put("feasibility", "所需数据可由结算与病案资料获得。");
        form.put("proposedImplementer", cast.hospital());
        form.put("objectType", topic.type());
        form.put("pace", "routine");
        form.put("rapidReason", "");
        form.put("disease", topic.disease());
        form.put("itemCodes", List.of(topic.code()));
        form.put("dimensions", List.of("clinical", "economic", "social"));
        form.put("topics", List.of(Map.of("principle", 4, "evidence", "社会关注度高")));
        form.put("product", cast.company());
        return form;
    }

    /** One evaluation on its way; each step is an act that somebody could do on the page. */
    private final class Course {

        private final String id;
        private final Cast cast;
        private final String plan;
        private long version = 1;

        Course(String id, Cast cast, String plan) {
            this.id = id;
            this.cast = cast;
            this.plan = plan;
        }

        /** How far each sample goes: the last ones furthest. */
        void go(int index) {
            switch (index) {
                case 0 -> conduct();
                case 1 -> locked();
                case 2 -> {}
                case 3 -> submitted();
                case 4 -> returned();
                case 5 -> accepted();
                case 6 -> designed();
                case 7 -> consulted();
                case 8 -> withdrawn();
                default -> terminated();
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
            act(cast.official(), Role.LOCAL_AUTHORITY, act, form);
        }

        private void implementer(String act, Object form) {
            act(cast.researcher(), Role.IMPLEMENTER, act, form);
        }

        private void submitted() {
            initiator("declare-interests", interests());
            initiator("submit-application", Map.of());
        }

        private void returned() {
            submitted();
            authority("return-application", Map.of("text", "请补充价值假设的依据。"));
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
            implementer("edit-protocol", Map.of("yaml", plan));
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
                                            "role", "医保部门",
                                            "organisation", "示范省医疗保障局",
                                            "name", cast.official().name())),
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

        private void conduct() {
            locked();
            String data = resource("/demo/rotterdam/data/rotterdam.csv");
            implementer(
                    "start-conduct",
                    Map.of(
                            "ethicsNumber", "示范-2026-017",
                            "ethicsOn", "2026-02-20",
                            "dataAuthorisation", "公开研究数据，许可使用",
                            "documents", List.of(document("伦理审批.txt"))));
            implementer(
                    "log-extraction",
                    Map.of(
                            "source", "rotterdam.csv",
                            "steps", "读取随附公开数据，未作修改",
                            "rows", data.lines().count() - 1,
                            "extractedOn", "2026-03-01",
                            "sha256", Digest.of(data).hex()));
        }

        private void withdrawn() {
            submitted();
            initiator("withdraw", Map.of("text", "数据条件暂不具备。"));
        }

        private void terminated() {
            conduct();
            implementer("ask-termination", Map.of("text", "入组不足。"));
            act(cast.second(), Role.LOCAL_AUTHORITY, "condemn-termination", Map.of("text", "未按方案完成且未说明正当理由。"));
        }

        private String document(String name) {
            byte[] content = ("演示文件：" + name).getBytes(StandardCharsets.UTF_8);
            return Objects.requireNonNull(transaction.execute(
                            s -> documents.add(id, cast.researcher().id(), name, "text/plain", content)))
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
