package org.steelyard.report.document;

import java.util.List;
import java.util.stream.Stream;

/** All blocks and all running text of a document, in reading order. */
public final class Walk {

    private Walk() {}

    /** Every block, those inside callouts included. */
    public static Stream<Block> blocks(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block instanceof Block.Callout callout
                        ? Stream.concat(Stream.of(block), blocks(callout.body()))
                        : Stream.of(block));
    }

    public static Stream<Span> spans(List<Block> blocks) {
        return blocks(blocks).flatMap(block -> switch (block) {
            case Block.Paragraph p -> p.spans().stream();
            case Block.Bullets b -> b.items().stream().flatMap(p -> p.spans().stream());
            case Block.Heading _, Block.Table _, Block.Figure _, Block.Callout _ -> Stream.empty();
            case Block.Contents _, Block.References _, Block.PageBreak _, Block.Facts _ -> Stream.empty();
        });
    }
}
