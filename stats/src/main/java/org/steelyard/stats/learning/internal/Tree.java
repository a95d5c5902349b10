package org.steelyard.stats.learning.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A regression tree on bins, grown level by level by the second-order gain {@code G_l²/(H_l + r) + G_r²/(H_r + r) − G²/(H + r)}; equal gains go to the first
 * column and the lowest bin.
 */
final class Tree {

    private static final double LEAST_GAIN = 1e-9;

    /** Column of each node's split, −1 for a leaf; rows whose bin does not exceed the threshold go left. */
    private final int[] column;

    private final int[] threshold;
    private final int[] left;
    private final int[] right;
    private final double[] value;

    private Tree(List<Node> nodes) {
        int m = nodes.size();
        column = new int[m];
        threshold = new int[m];
        left = new int[m];
        right = new int[m];
        value = new double[m];
        for (int k = 0; k < m; k++) {
            Node node = nodes.get(k);
            column[k] = node.column;
            threshold[k] = node.threshold;
            left[k] = node.left;
            right[k] = node.right;
            value[k] = node.value;
        }
    }

    /**
     * @param gradient minus the derivative of the loss by the prediction of each row
     * @param curvature second derivative
     */
    record Task(Bins bins, byte[][] bin, double[] gradient, double[] curvature) {}

    /** @param rate factor of the leaves' values */
    record Shape(int depth, double leastWeight, double ridge, double rate) {}

    private static final class Node {
        final int[] rows;
        double[][] histogram = new double[0][];
        int column = -1;
        int threshold;
        int left;
        int right;
        double value;

        Node(int[] rows) {
            this.rows = rows;
        }
    }

    static Tree grow(Task task, int[] rows, Shape shape) {
        List<Node> nodes = new ArrayList<>();
        Node root = new Node(rows);
        root.histogram = histogram(task, rows);
        nodes.add(root);
        List<Node> level = List.of(root);
        for (int d = 0; d < shape.depth(); d++) {
            List<Node> next = new ArrayList<>();
            for (Node node : level) {
                split(task, node, shape);
                if (node.column >= 0) {
                    addChildren(task, node, nodes, next);
                }
                node.histogram = new double[0][];
            }
            level = next;
        }
        for (Node node : nodes) {
            double g = 0;
            double h = 0;
            for (int i : node.rows) {
                g += task.gradient[i];
                h += task.curvature[i];
            }
            node.value = shape.rate() * g / (h + shape.ridge());
        }
        return new Tree(nodes);
    }

    private static double[][] histogram(Task task, int[] rows) {
        double[][] sums = new double[task.bins.columns()][];
        for (int j = 0; j < sums.length; j++) {
            double[] one = new double[2 * task.bins.count(j)];
            byte[] bin = task.bin[j];
            for (int i : rows) {
                int at = 2 * bin[i];
                one[at] += task.gradient[i];
                one[at + 1] += task.curvature[i];
            }
            sums[j] = one;
        }
        return sums;
    }

    private static void split(Task task, Node node, Shape shape) {
        double g = 0;
        double h = 0;
        double[] first = node.histogram[0];
        for (int b = 0; b < first.length; b += 2) {
            g += first[b];
            h += first[b + 1];
        }
        double whole = g * g / (h + shape.ridge());
        double best = LEAST_GAIN;
        for (int j = 0; j < node.histogram.length; j++) {
            double[] sums = node.histogram[j];
            double gl = 0;
            double hl = 0;
            for (int b = 0; b + 2 < sums.length; b += 2) {
                gl += sums[b];
                hl += sums[b + 1];
                double gr = g - gl;
                double hr = h - hl;
                if (hl >= shape.leastWeight() && hr >= shape.leastWeight()) {
                    double gain = gl * gl / (hl + shape.ridge()) + gr * gr / (hr + shape.ridge()) - whole;
                    if (gain > best) {
                        best = gain;
                        node.column = j;
                        node.threshold = b / 2;
                    }
                }
            }
        }
    }

    private static void addChildren(Task task, Node node, List<Node> nodes, List<Node> next) {
        byte[] bin = task.bin[node.column];
        int[] l = Arrays.stream(node.rows).filter(i -> bin[i] <= node.threshold).toArray();
        int[] r = Arrays.stream(node.rows).filter(i -> bin[i] > node.threshold).toArray();
        Node left = new Node(l);
        Node right = new Node(r);
        Node small = l.length <= r.length ? left : right;
        Node large = small == left ? right : left;
        small.histogram = histogram(task, small.rows);
        large.histogram = difference(node.histogram, small.histogram);
        node.left = nodes.size();
        nodes.add(left);
        node.right = nodes.size();
        nodes.add(right);
        next.add(left);
        next.add(right);
    }

    private static double[][] difference(double[][] a, double[][] b) {
        double[][] out = new double[a.length][];
        for (int j = 0; j < a.length; j++) {
            out[j] = a[j].clone();
            for (int k = 0; k < out[j].length; k++) {
                out[j][k] -= b[j][k];
            }
        }
        return out;
    }

    void addTo(byte[][] bin, double[] prediction) {
        for (int i = 0; i < prediction.length; i++) {
            int node = 0;
            while (column[node] >= 0) {
                node = bin[column[node]][i] <= threshold[node] ? left[node] : right[node];
            }
            prediction[i] += value[node];
        }
    }
}
