package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;

/** Tables of several row groups: the bytes do not depend on threads, and no row is lost or doubled. */
@Tag("slow")
class ScaleTest {

    private static final int LINES = 400_000;

    @TempDir
    private static Path folder;

    private static List<RawTable> raws() {
        return List.of(
                Raw.sql(
                        folder,
                        "setl_d",
                        "SELECT 's' || (i * 7919 % 20000) AS setl_id, 'm' || (i * 7919 % 20000) AS mdtrt_id, md5('p' || i % 3000)"
                                + " AS psn_no, '310' AS insutype, '11' AS med_type, TIMESTAMP '2022-01-01' + INTERVAL (i % 365) DAY"
                                + " AS setl_time, CAST(20 AS DECIMAL(16,2)) AS medfee_sumamt, i + 1 AS src_row FROM range(20000) t(i)"),
                Raw.sql(
                        folder,
                        "fee_list_d",
                        "SELECT 'f' || i AS feedetl_sn, CASE WHEN i % 1000 = 999 THEN 'f' || (i - 1) END AS init_feedetl_sn, 'm' || (i // 20"
                                + ") AS mdtrt_id, 's' || (i // 20) AS setl_id, md5('p' || i % 3000) AS psn_no, TIMESTAMP '2022-01-01' +"
                                + " INTERVAL (i % 365) DAY AS fee_ocur_time, CASE WHEN i % 3 = 0 THEN 'XA01ABD075A002010100483' WHEN i % 3 = 1"
                                + " THEN 'C0101010000000000001' ELSE '001102000010000' END AS hilist_code, CASE WHEN i % 1000 = 999 THEN -1"
                                + " ELSE 1 END AS cnt, CAST(CASE WHEN i % 1000 = 999 THEN -1 ELSE 1 END AS DECIMAL(16,2)) AS"
                                + " det_item_fee_sumamt, i + 1 AS src_row FROM range(" + LINES + ") t(i)"));
    }

    private static StandardStore store(List<RawTable> raws, int threads) {
        return Standardiser.run(
                raws,
                Mappings.shipped(Mappings.Kind.PLATFORM),
                folder.resolve("store" + threads),
                StandardSettings.DEFAULT.withThreads(threads));
    }

    @Test
    void bytesAreTheSameOnAnyNumberOfThreadsAndNoRowIsLost() {
        List<RawTable> raws = raws();
        StandardStore one = store(raws, 1);
        StandardStore three = store(raws, 3);
        assertThat(Raw.digests(three.folder())).isEqualTo(Raw.digests(one.folder()));
        assertThat(one.rows("claim_detail")).isEqualTo(LINES - 2 * LINES / 1000);
        assertThat(one.rows("drug_exposure") + one.rows("device_exposure") + one.rows("procedure_occurrence"))
                .isEqualTo(one.rows("claim_detail"));
        assertThat(
                        Raw.rows(
                                one,
                                "SELECT count(DISTINCT claim_detail_id), sum(amount), count(claim_id), count(visit_occurrence_id) FROM claim_detail"))
                .containsExactly("399200|399200.00|399200|399200");
        assertThat(
                        Raw.rows(
                                one,
                                "SELECT bool_and(src_row > before) FROM (SELECT src_row, lag(src_row) OVER (ORDER BY claim_detail_id) AS before FROM claim_detail)"))
                .containsExactly("true");
    }
}
