package org.steelyard.economics.model.internal.graph;

import java.util.Arrays;

/**
 * Values of nodes for up to {@code width} draws or people side by side. A node that is the same for all of them has one value only.
 */
public final class Lanes {

    private final Graph graph;
    private final int varying;
    private final double[][] values;
    private int count;

    /**
     * @param varying kinds of input that differ between lanes
     * @param nodes those that will be read or computed
     */
    public Lanes(Graph graph, int width, int varying, int[] nodes) {
        this.graph = graph;
        this.varying = varying;
        this.count = width;
        values = new double[graph.size()][];
        for (int node : nodes) {
            values[node] = new double[isUniform(node) ? 1 : width];
            if (graph.op(node) == Op.CONSTANT) {
                values[node][0] = graph.constantOf(node);
            }
        }
    }

    /** How many lanes are in use; not more than the width. */
    public void setCount(int lanes) {
        count = lanes;
    }

    public int count() {
        return count;
    }

    public boolean isUniform(int node) {
        return (graph.depends(node) & varying) == 0;
    }

    public boolean holds(int node) {
        return values[node] != null;
    }

    /** One value when uniform, else one a lane. To be read, or written when the node is an input. */
    public double[] of(int node) {
        return values[node];
    }

    public double at(int node, int lane) {
        double[] v = values[node];
        return v.length == 1 ? v[0] : v[lane];
    }

    /** Sets an input in all lanes. */
    public void set(int input, double value) {
        if (values[input] != null) {
            Arrays.fill(values[input], value);
        }
    }

    /** Computes these nodes, arguments first; inputs and constants are left as they are. */
    public void compute(int[] nodes) {
        for (int node : nodes) {
            compute(node);
        }
    }

    private void compute(int node) {
        Op op = graph.op(node);
        switch (op) {
            case CONSTANT, INPUT -> {}
            case STEP, LINEAR -> lookup(node, op);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> arithmetic(node, op);
            default -> general(node, op);
        }
    }

    private void lookup(int node, Op op) {
        Table table = graph.table(node);
        double[] x = values[graph.argument(node, 0)];
        double[] out = values[node];
        int n = Math.min(out.length, count);
        for (int i = 0; i < n; i++) {
            out[i] = op == Op.STEP ? table.step(x[i]) : table.linear(x[i]);
        }
    }

    private void general(int node, Op op) {
        double[] x = argument(node, 0);
        double[] y = op.arguments() > 1 ? argument(node, 1) : x;
        double[] z = op.arguments() > 2 ? argument(node, 2) : x;
        int mx = x.length == 1 ? 0 : -1;
        int my = y.length == 1 ? 0 : -1;
        int mz = z.length == 1 ? 0 : -1;
        double[] out = values[node];
        int n = Math.min(out.length, count);
        for (int i = 0; i < n; i++) {
            out[i] = Scalar.apply(op, x[i & mx], y[i & my], z[i & mz]);
        }
    }

    private double[] argument(int node, int index) {
        return values[graph.argument(node, index)];
    }

    private void arithmetic(int node, Op op) {
        double[] x = argument(node, 0);
        double[] y = argument(node, 1);
        double[] out = values[node];
        int n = Math.min(out.length, count);
        if (x.length == out.length && y.length == out.length) {
            both(op, x, y, out, n);
        } else if (x.length == out.length) {
            right(op, x, y[0], out, n);
        } else {
            left(op, x[0], y, out, n);
        }
    }

    private static void both(Op op, double[] x, double[] y, double[] out, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] + y[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] - y[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] * y[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] / y[i];
                }
            }
        }
    }

    private static void right(Op op, double[] x, double y, double[] out, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] + y;
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] - y;
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] * y;
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] / y;
                }
            }
        }
    }

    private static void left(Op op, double x, double[] y, double[] out, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x + y[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x - y[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x * y[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x / y[i];
                }
            }
        }
    }
}
