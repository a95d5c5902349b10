package org.steelyard.protocol.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;

class ExpressionsTest {

    private static final Place PLACE = Place.field("population.inclusion[0].rule");

    private static final Scope SCOPE = Scope.of(List.of(
            variable("age", "年龄", "age", Variable.Type.NUMBER),
            variable("nodes", "阳性淋巴结数", "positive nodes", Variable.Type.INTEGER),
            variable("meno", "绝经", "menopausal", Variable.Type.BINARY),
            variable("sex", "性别", "sex", Variable.Type.CATEGORY, "male", "female"),
            variable("admitted", "入院日期", "admission", Variable.Type.DATE),
            variable("died", "死亡日期", "death", Variable.Type.DATE),
            variable("住院 天数", "", "", Variable.Type.NUMBER),
            variable("年龄", "", "", Variable.Type.NUMBER)));

    static Variable variable(String name, String zh, String en, Variable.Type type, String... levels) {
        return new Variable(
                name,
                Text.of(zh, en),
                Variable.Role.COVARIATE,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Stream.of(levels)
                        .map(l -> new Variable.Level(l, Text.of(l.equals("male") ? "男" : "女", l)))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest(name = "{0} prints as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            age>=18 AND nodes > 0       | age >= 18 and nodes > 0
            a or b and c                | a or b and c
            (a or b) and c              | (a or b) and c
            not (a and b)               | not (a and b)
            not a = b                   | not a = b
            1 - (2 - 3)                 | 1 - (2 - 3)
            (1 - 2) - 3                 | 1 - 2 - 3
            a / (b * c)                 | a / (b * c)
            -(a + b) * 2                | -(a + b) * 2
            a <> b                      | a != b
            a == b                      | a = b
            年龄 ≥ 18                    | 年龄 >= 18
            `住院 天数` > 3              | `住院 天数` > 3
            `and` > 3                   | `and` > 3
            sex in ('male','it''s')     | sex in ('male', 'it''s')
            a not in (1, 2)             | a not in (1, 2)
            a not between 1 and 2       | a not between 1 and 2
            a between 1 and 2 and b     | a between 1 and 2 and b
            a is missing or b is not missing | a is missing or b is not missing
            if(meno, 1e3, .5)           | if(meno, 1000, 0.5)
            days(admitted, date('2020-02-29')) | days(admitted, date('2020-02-29'))
            min(a, （b），c)             | min(a, b, c)
            """)
    void printingIsCanonicalAndReadsBackEqual(String source, String printed) {
        Expression expression = Expressions.parse(source, PLACE);
        assertThat(Expressions.print(expression)).isEqualTo(printed);
        assertThat(Expressions.parse(printed, PLACE)).isEqualTo(expression);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            age >= 18 and nodes > 0        | 年龄 ≥ 18 且 阳性淋巴结数 > 0       | age ≥ 18 and positive nodes > 0
            not meno or sex = 'male'       | 非（绝经） 或 性别 = “男”           | not (menopausal) or sex = "male"
            sex in ('male','female')       | 性别 属于 {“男”、“女”}              | sex in {"male", "female"}
            age is missing                 | 年龄缺失                            | age is missing
            days(admitted, died) <= 30     | 自入院日期至死亡日期的天数 ≤ 30      | days from admission to death ≤ 30
            (age + 1) * 2 > 3              | （年龄 + 1） × 2 > 3                | (age + 1) × 2 > 3
            meno or (age > 60 and nodes <= 3) | 绝经 或 （年龄 > 60 且 阳性淋巴结数 ≤ 3） | menopausal or (age > 60 and positive nodes ≤ 3)
            meno and (age > 60 or nodes <= 3) | 绝经 且 （年龄 > 60 或 阳性淋巴结数 ≤ 3） | menopausal and (age > 60 or positive nodes ≤ 3)
            meno and age > 60 or nodes > 3 | （绝经 且 年龄 > 60） 或 阳性淋巴结数 > 3 | (menopausal and age > 60) or positive nodes > 3
            meno and age > 60 and nodes > 3 | 绝经 且 年龄 > 60 且 阳性淋巴结数 > 3 | menopausal and age > 60 and positive nodes > 3
            meno or age > 60 or nodes > 3  | 绝经 或 年龄 > 60 或 阳性淋巴结数 > 3 | menopausal or age > 60 or positive nodes > 3
            not (meno or age > 60)         | 非（绝经 或 年龄 > 60）              | not (menopausal or age > 60)
            """)
    void proseUsesLabels(String source, String zh, String en) {
        Expression expression = Expressions.parse(source, PLACE);
        assertThat(Expressions.prose(expression, SCOPE, Lang.ZH)).isEqualTo(zh);
        assertThat(Expressions.prose(expression, SCOPE, Lang.EN)).isEqualTo(en);
    }

    /** Expression, code, part of the Chinese text, part of the English text. */
    record Bad(String source, ExpressionType expected, ExpressionError code, String zh, String en) {
        static Bad rule(String source, ExpressionError code, String zh, String en) {
            return new Bad(source, ExpressionType.BOOLEAN, code, zh, en);
        }
    }

    static List<Bad> bad() {
        return List.of(
                Bad.rule(" ", ExpressionError.EMPTY, "表达式为空", "empty"),
                Bad.rule("age >", ExpressionError.SYNTAX, "第 6 个字符", "at character 6"),
                Bad.rule("age > 1 2", ExpressionError.SYNTAX, "第 9 个字符", "an operator or the end"),
                Bad.rule("age > 1 && nodes > 0", ExpressionError.SYNTAX, "写作 and", "write and"),
                Bad.rule("age > 1 || nodes > 0", ExpressionError.SYNTAX, "写作 or", "write or"),
                Bad.rule("!meno", ExpressionError.SYNTAX, "写作 not", "write not"),
                Bad.rule("sex = \"male\"", ExpressionError.SYNTAX, "单引号", "single quotes"),
                Bad.rule("18 < age < 65", ExpressionError.SYNTAX, "不能连写", "cannot be chained"),
                Bad.rule("age > 1.2.3", ExpressionError.SYNTAX, "有效的数值", "valid number"),
                Bad.rule("age > 1e999", ExpressionError.SYNTAX, "有效的数值", "valid number"),
                Bad.rule("2nd > 1", ExpressionError.SYNTAX, "反引号", "back quotes"),
                Bad.rule("(age > 1", ExpressionError.SYNTAX, "此处应为 )", ") is expected"),
                Bad.rule("age is 3", ExpressionError.SYNTAX, "此处应为 missing", "missing is expected"),
                Bad.rule("age not 3", ExpressionError.SYNTAX, "in 或 between", "in or between"),
                Bad.rule("missing = 3", ExpressionError.SYNTAX, "反引号", "back quotes"),
                Bad.rule("age $ 3", ExpressionError.SYNTAX, "不认识的符号", "unknown sign"),
                Bad.rule("sex = 'male", ExpressionError.UNCLOSED, "第 7 个字符", "character 7"),
                Bad.rule("`age > 1", ExpressionError.UNCLOSED, "引号没有结束", "not closed"),
                Bad.rule("agee > 18", ExpressionError.UNKNOWN_VARIABLE, "是否想写 age", "did you mean age"),
                Bad.rule("creatinine > 1", ExpressionError.UNKNOWN_VARIABLE, "变量字典中没有", "no variable"),
                Bad.rule("sqr(age) > 1", ExpressionError.UNKNOWN_FUNCTION, "是否想写 sqrt", "did you mean sqrt"),
                Bad.rule("median(age) > 1", ExpressionError.UNKNOWN_FUNCTION, "可用函数", "functions:"),
                Bad.rule("min(age) > 1", ExpressionError.WRONG_ARGUMENTS, "参数个数不对：给了 1 个", "arguments: 1"),
                Bad.rule("meno = 1", ExpressionError.WRONG_TYPE, "直接写 meno 或 not meno", "write meno or not meno"),
                Bad.rule("meno + 1 > 1", ExpressionError.WRONG_TYPE, "if(meno, 1, 0)", "if(meno, 1, 0)"),
                Bad.rule("sex > 'male'", ExpressionError.WRONG_TYPE, "此处需要数值", "a number is needed"),
                Bad.rule("admitted > '2020-01-01'", ExpressionError.WRONG_TYPE, "date('2020-01-31')", "date("),
                Bad.rule("died - admitted > 1", ExpressionError.WRONG_TYPE, "days(d1, d2)", "days(d1, d2)"),
                Bad.rule("age and meno", ExpressionError.WRONG_TYPE, "此处需要是/否", "true or false is needed"),
                Bad.rule("if(meno, 1, 'x') = 1", ExpressionError.WRONG_TYPE, "同一类型", "one type"),
                Bad.rule("sex = 'mael'", ExpressionError.UNKNOWN_LEVEL, "是否想写 'male'", "did you mean 'male'"),
                Bad.rule("sex in ('x')", ExpressionError.UNKNOWN_LEVEL, "允许的水平：'male', 'female'", "levels: 'male'"),
                Bad.rule("admitted > date('2020-02-30')", ExpressionError.BAD_DATE, "日期无效", "not valid"),
                Bad.rule("admitted > date(2020)", ExpressionError.BAD_DATE, "日期无效", "not valid"),
                Bad.rule("age + 1", ExpressionError.WRONG_RESULT, "此处需要是/否", "is needed here"),
                new Bad("meno", ExpressionType.NUMBER, ExpressionError.WRONG_RESULT, "此处需要数值", "a number"),
                Bad.rule("(".repeat(200), ExpressionError.TOO_COMPLEX, "嵌套过深", "nested"),
                Bad.rule("-".repeat(200) + "age > 0", ExpressionError.TOO_COMPLEX, "嵌套过深", "nested"),
                Bad.rule("not ".repeat(200) + "meno", ExpressionError.TOO_COMPLEX, "嵌套过深", "nested"),
                Bad.rule("age" + " + age".repeat(2000) + " > 0", ExpressionError.TOO_COMPLEX, "过长", "too long"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadExpressionHasItsCodePlaceAndAdvice(Bad bad) {
        List<Problem> problems = Expressions.problems(bad.source(), SCOPE, bad.expected(), PLACE);
        assertThat(problems).isNotEmpty().allSatisfy(p -> {
            assertThat(p.code()).isEqualTo(bad.code());
            assertThat(p.place()).isEqualTo(PLACE);
            assertThat(p.remedy().isBlank()).isFalse();
        });
        assertThat(problems.getFirst().in(Lang.ZH)).contains(bad.zh());
        assertThat(problems.getFirst().in(Lang.EN)).contains(bad.en());
    }

    @Test
    void everyErrorCodeIsProvoked() {
        Set<ExpressionError> provoked = bad().stream().map(Bad::code).collect(Collectors.toSet());
        assertThat(provoked).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(ExpressionError.class));
        assertThat(EnumSet.allOf(ExpressionError.class))
                .extracting(ExpressionError::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void allProblemsOfOneExpressionAreReportedTogether() {
        assertThat(Expressions.problems("foo > 1 and bar > 2 and meno > 1", SCOPE, ExpressionType.BOOLEAN, PLACE))
                .extracting(Problem::code)
                .containsExactly(
                        ExpressionError.UNKNOWN_VARIABLE, ExpressionError.UNKNOWN_VARIABLE, ExpressionError.WRONG_TYPE);
    }

    @Test
    void aDefinitionMayYieldOnlyLevelsOfItsCategory() {
        Variable base = variable("band", "", "", Variable.Type.CATEGORY, "male", "female");
        Variable v = new Variable(
                base.name(),
                base.label(),
                base.role(),
                base.type(),
                base.unit(),
                base.column(),
                Optional.of("if(age > 60, 'male', 'femal')"),
                base.levels(),
                base.yes(),
                base.no(),
                base.missing(),
                base.recode(),
                base.minimum(),
                base.maximum(),
                base.note());
        assertThatThrownBy(() -> Expressions.definition(v, SCOPE, PLACE))
                .isInstanceOf(SteelyardException.class)
                .hasMessageContaining("did you mean 'female'");
    }

    @Test
    void referencesAreListedInOrderOnce() {
        assertThat(Expressions.references(Expressions.parse("nodes > 1 and age > nodes", PLACE)))
                .containsExactly("nodes", "age");
    }

    /** Kleene's tables: T true, F false, U unknown. */
    @ParameterizedTest
    @CsvSource({"T,T,T,T", "T,F,F,T", "T,U,U,T", "F,T,F,T", "F,F,F,F", "F,U,F,U", "U,T,U,T", "U,F,F,U", "U,U,U,U"})
    void unknownStaysUnknown(String a, String b, String and, String or) {
        Map<String, Value> person = Map.of("a", truth(a), "b", truth(b));
        assertThat(evaluate("a and b", person)).isEqualTo(truth(and));
        assertThat(evaluate("a or b", person)).isEqualTo(truth(or));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            x / 0 > 1            | U
            ln(0) is missing     | T
            sqrt(-1) is missing  | T
            exp(1000) is missing | T
            1 / exp(1000) is missing | T
            m > 1                | U
            m is missing         | T
            m is not missing     | F
            m in (1, 2)          | U
            x in (3, m)          | T
            x in (4, m)          | U
            x not in (4, 5)      | T
            m between 5 and 1    | U
            x between m and 1    | F
            x between 3 and 3    | T
            round(2.5) = 3       | T
            round(-2.5) = -3     | T
            round(0.49999999999999994) = 0 | T
            min(x, m) is missing | T
            coalesce(m, x) = 3   | T
            if(m > 1, true, true) is missing | T
            max(x, 7, 2) = 7     | T
            days(d, date('2020-03-01')) = 1 | T
            year(d) = 2020       | T
            abs(-x) = 3          | T
            floor(-2.5) = -3 and ceil(2.1) = 3 | T
            """)
    void evaluationFollowsTheManual(String source, String expected) {
        Map<String, Value> person =
                Map.of("x", new Value.Number(3), "m", Value.MISSING, "d", new Value.Day(LocalDate.of(2020, 2, 29)));
        assertThat(evaluate(source, person)).isEqualTo(truth(expected));
    }

    private static Value evaluate(String source, Map<String, Value> person) {
        return Evaluator.evaluate(Expressions.parse(source, PLACE), person::get);
    }

    private static Value truth(String letter) {
        return letter.equals("U") ? Value.MISSING : new Value.Flag(letter.equals("T"));
    }
}
