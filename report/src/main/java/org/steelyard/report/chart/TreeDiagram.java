package org.steelyard.report.chart;

import java.util.List;

/** A decision tree from left to right. */
public record TreeDiagram(Node root) implements Chart {

    public enum Kind {
        DECISION,
        CHANCE,
        END
    }

    /**
     * @param label of the branch that leads here @param note small beside it, such as its probability
     */
    public record Node(String label, String note, Kind kind, List<Node> branches) {
        public Node {
            branches = List.copyOf(branches);
        }

        public int depth() {
            return 1 + branches.stream().mapToInt(Node::depth).max().orElse(0);
        }
    }
}
