package org.steelyard.report.compose;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.document.Block;

/** 背景. */
record BackgroundChapter(Context c) {

    List<Block> blocks() {
        Protocol.Background background = c.plan().background();
        Blocks b = new Blocks(c.lang());
        b.chapter("背景", "Background");
        b.section("政策与实践背景", "Policy and practice").para(c.t(background.policy()));
        b.section("临床需求", "Clinical need").para(c.t(background.clinical()));
        b.section("评价动因与决策问题", "Why this evaluation, and for which decision");
        b.para(c.t(background.decision()));
        b.labelled(c.t("要回答的问题", "Question"), c.t(background.question()));
        b.labelled(c.t("价值假设", "Hypothesis of value"), c.t(background.hypothesis()));
        String cited =
                c.plan().references().stream().map(Protocol.Reference::id).collect(Collectors.joining(","));
        b.para(
                "评价依据国家医疗保障局医药价格和招标采购指导中心《医疗服务真实世界医保综合价值评价管理指南（试行）》征求意见稿⟦@" + Bibliography.GUIDE + "⟧实施。"
                        + (cited.isEmpty() ? "" : "方案引用的文献见⟦@" + cited + "⟧。"),
                "The evaluation follows the draft national guide on real-world value evaluation of medical services ⟦@"
                        + Bibliography.GUIDE + "⟧." + (cited.isEmpty() ? "" : " The plan builds on ⟦@" + cited + "⟧."));
        return b.list();
    }
}
