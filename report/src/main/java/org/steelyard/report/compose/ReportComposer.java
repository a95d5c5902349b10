package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Span;

/**
 * Writes the evaluation report in the order of the guide's Annex 3: cover, stakeholders, contents, abstract, background,
 * methods, results, discussion, conclusion, references, appendix; with a decision brief after the abstract. Modules that
 * the plan does not have are left out; planned results that are missing are named.
 */
public final class ReportComposer {

    private ReportComposer() {}

    /** The whole report. Pure: the same dossier gives the same document. */
    public static Document compose(Dossier dossier, Lang lang) {
        Context c = Context.of(dossier, lang);
        Sentences say = new Sentences(c);
        FrontMatter front = new FrontMatter(c);
        List<Block> blocks = new ArrayList<>(front.stakeholders());
        blocks.add(new Block.Contents());
        SummaryPages summary = new SummaryPages(c, say);
        blocks.addAll(summary.summary());
        blocks.addAll(summary.brief());
        blocks.addAll(new BackgroundChapter(c).blocks());
        blocks.addAll(new MethodsChapter(c).blocks());
        blocks.addAll(results(c, say));
        DiscussionChapter discussion = new DiscussionChapter(c, say);
        blocks.addAll(discussion.discussion());
        blocks.addAll(discussion.conclusion());
        List<Block> appendix = new Appendix(c).blocks();
        Set<String> cited = new LinkedHashSet<>();
        blocks.forEach(b -> cite(b, cited));
        appendix.forEach(b -> cite(b, cited));
        blocks.addAll(new Blocks(lang).front("参考文献", "References").list());
        blocks.add(new Block.References(Bibliography.of(dossier.protocol(), cited)));
        blocks.addAll(appendix);
        return new Document(lang, front.cover(), blocks);
    }

    private static List<Block> results(Context c, Sentences say) {
        Blocks b = new Blocks(c.lang());
        b.chapter("结果", "Results");
        b.addAll(new PeopleResults(c).blocks());
        b.addAll(new BalanceResults(c).blocks());
        b.addAll(new ClinicalResults(c, say).blocks());
        c.economics().ifPresent(e -> b.addAll(new EconomicFindings(c, say, e).blocks()));
        c.society().ifPresent(s -> b.addAll(new SocialFindings(c, s).blocks()));
        b.addAll(new UnreportedResults(c).blocks());
        b.addAll(new EvidencePage(c).blocks());
        return b.list();
    }

    private static void cite(Block block, Set<String> cited) {
        switch (block) {
            case Block.Paragraph p -> p.spans().forEach(s -> cite(s, cited));
            case Block.Bullets l -> l.items().forEach(p -> cite(p, cited));
            case Block.Callout k -> k.body().forEach(inner -> cite(inner, cited));
            case Block.Heading h -> {}
            case Block.Table t -> {}
            case Block.Figure f -> {}
            case Block.Contents x -> {}
            case Block.References x -> {}
            case Block.PageBreak x -> {}
            case Block.Facts x -> {}
        }
    }

    private static void cite(Span span, Set<String> cited) {
        if (span instanceof Span.Citation citation) {
            cited.addAll(citation.ids());
        }
    }
}
