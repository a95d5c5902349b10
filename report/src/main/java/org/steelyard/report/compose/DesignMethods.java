package org.steelyard.report.compose;

import java.util.List;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignPlan;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Row;

/** The planned designs over time, as a table of the methods chapter. */
record DesignMethods(Context c) {

    List<Block> blocks() {
        Blocks b = new Blocks(c.lang());
        List<DesignPlan> designs = c.plan().analysis().designs();
        if (designs.isEmpty()) {
            return b.list();
        }
        b.para(
                "⟦t-designs⟧列出计划中的时间设计与其他设计，共 " + designs.size() + " 项；每项的假定与诊断见结果部分。",
                "⟦t-designs⟧ lists the planned designs over time and other designs (" + designs.size()
                        + "); their assumptions are checked among the results.");
        b.table(
                "t-designs",
                c.t("预先规定的设计", "Planned designs"),
                List.of(
                        Column.left(c.t("设计", "Design"), 1.1),
                        Column.left(c.t("角色", "Role"), 1),
                        Column.left(c.t("结局", "Outcome"), 1.4),
                        Column.left(c.t("类型", "Kind"), 1.6),
                        Column.left(c.t("数据表", "Table"), 1.2),
                        Column.left(c.t("估计目标", "Estimand"), 2.2)),
                designs.stream().map(this::row).toList(),
                List.of());
        return b.list();
    }

    private Row row(DesignPlan d) {
        String table = d.table()
                .flatMap(id -> c.plan().analysis().tables().stream()
                        .filter(t -> t.id().equals(id))
                        .findFirst())
                .map(t -> c.t(t.name()))
                .orElse(c.t("方案主表", "The plan's own"));
        return Row.of(
                d.id(),
                c.t(Labels.of(d.role())),
                c.names().outcome(d.outcome()),
                c.t(DesignKind.of(d.method()).label()),
                table,
                c.t(d.estimand()));
    }
}
