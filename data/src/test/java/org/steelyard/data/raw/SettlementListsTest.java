package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settlement lists of interface 4101 and 4101A: one table a node, with the keys of its list. */
class SettlementListsTest {

    private static final String FIRST =
            "{\"setlinfo\":{\"mdtrt_id\":\"M1\",\"setl_id\":\"S1\",\"psn_name\":\"张三\",\"act_ipt_days\":7,\"psn_selfpay\":12.50},"
                    + "\"diseinfo\":[{\"diag_code\":\"I50.900\",\"maindiag_flag\":\"1\"},{\"diag_code\":\"I10.x00\",\"adm_cond_type\":null}],\"icuinfo\":[]}";
    private static final String SECOND =
            "{\"setlinfo\":{\"mdtrt_id\":\"M2\",\"setl_id\":\"S2\",\"psn_selfpay\":0.10,\"vent_used_dura\":\"1/13/24\"},\"diseinfo\":[{\"diag_code\":\"S72.000\"}]}";

    @TempDir
    Path folder;

    private RawTable node(String file, String node) {
        return Raw.intake(
                RawSource.File.of(folder, file).withPart(node),
                Map.of(),
                folder.resolve("out").resolve(node + ".parquet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n%s\n",
                "[%s,%s]",
                "{\"input\":%s}\n{\"input\":%s}",
                "{\"infno\":\"4101A\",\"input\":{\"data\":[%s,%s]}}",
                "\n\n%s   %s"
            })
    void everyWrappingGivesTheSameTables(String form) {
        Raw.write(folder.resolve("l.json"), form.formatted(FIRST, SECOND));
        RawTable head = node("l.json", "setlinfo");
        assertThat(head.columns().stream().map(RawColumn::name))
                .containsExactly("mdtrt_id", "setl_id", "act_ipt_days", "psn_selfpay", "vent_used_dura");
        assertThat(Raw.rows(head))
                .containsExactly(
                        List.of("M1", "S1", "7", "12.50", "∅", "1"), List.of("M2", "S2", "∅", "0.10", "1/13/24", "2"));
        RawTable diagnoses = node("l.json", "diseinfo");
        assertThat(diagnoses.columns().stream().map(RawColumn::name))
                .containsExactly(
                        "mdtrt_id",
                        "setl_id",
                        "fixmedins_code",
                        "node_seq",
                        "diag_code",
                        "maindiag_flag",
                        "adm_cond_type");
        assertThat(Raw.rows(diagnoses))
                .containsExactly(
                        List.of("M1", "S1", "∅", "1", "I50.900", "1", "∅", "1"),
                        List.of("M1", "S1", "∅", "2", "I10.x00", "∅", "∅", "1"),
                        List.of("M2", "S2", "∅", "1", "S72.000", "∅", "∅", "2"));
    }

    @Test
    void encodingsAndArchivesAreReadLikeThoseOfTables() {
        Raw.write(folder.resolve("g.json"), FIRST, Charset.forName("GB18030"));
        Raw.write(folder.resolve("z.zip"), Bytes.zip("in/l.jsonl", Bytes.of(FIRST + "\n" + SECOND)));
        assertThat(node("g.json", "setlinfo").rows()).isEqualTo(1);
        assertThat(node("g.json", "setlinfo").input().encoding()).contains("GB18030");
        assertThat(node("z.zip", "in/l.jsonl#diseinfo").rows()).isEqualTo(3);
        assertThat(RawFolder.parts(RawSource.File.of(folder, "z.zip"), IntakeSettings.DEFAULT))
                .containsExactly("in/l.jsonl#setlinfo", "in/l.jsonl#diseinfo", "in/l.jsonl#icuinfo");
    }
}
