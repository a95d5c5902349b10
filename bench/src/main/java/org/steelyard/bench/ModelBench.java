package org.steelyard.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.steelyard.economics.decision.Information;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.model.RunSettings;
import org.steelyard.kernel.Seed;

/** Times the model engines and prints a Markdown table. Run with the number of threads as the only argument. */
public final class ModelBench {

    /** Total hip replacement in size and kind: five states, sixty cycles, two arms, mortality by age and revision by time. */
    private static final String HIP = """
            model: hip
            kind: cohort
            settings: {cycle: 1 year, cycles: 60, counting: BEGINNING}
            outcomes: {cost: {kind: cost, discount: 0.06}, qaly: {kind: effect, discount: 0.015}}
            strategies: {standard: {set: {price: 394, rr: 1}}, new: {set: {price: 579, rr: rr_new}}}
            parameters:
              p_operation: {value: 0.02, distribution: {kind: beta, alpha: 2, beta: 98}}
              p_again: {value: 0.04, distribution: {kind: beta, alpha: 4, beta: 96}}
              u_first: {value: 0.85, distribution: {kind: beta, alpha: 119.57, beta: 21.1}}
              u_revision: {value: 0.3, distribution: {kind: beta, alpha: 87.14, beta: 203.33}}
              u_second: {value: 0.75, distribution: {kind: beta, alpha: 69.7, beta: 23.23}}
              c_revision: {value: 5294, distribution: {kind: gamma, mean: 5294, se: 1487}}
              rr_new: {value: 0.26, distribution: {kind: lognormal, lower: 0.13, upper: 0.5}}
            joint:
              - {kind: multivariate-normal, mean: {lngamma: 0.374, cons: -5.49}, covariance: [[0.00225, -0.0053], [-0.0053, 0.0432]]}
            tables: {mortality: {x: [60, 65, 75, 85], y: [0.0101, 0.0187, 0.0494, 0.1437]}}
            let:
              die: mortality(60 + cycle)
              shape: exp(lngamma)
              revise: 1 - exp(exp(cons) * rr * ((cycle - 1)^shape - cycle^shape))
            states: {Operation: {}, First: {}, Revision: {}, Second: {}, Dead: {absorbing: true}}
            transitions:
              Operation: {First: rest, Dead: p_operation}
              First: {First: rest, Revision: revise, Dead: die}
              Revision: {Second: rest, Dead: p_operation + die}
              Second: {Second: rest, Revision: p_again, Dead: die}
            rewards:
              device: {outcome: cost, once: price}
              revision: {outcome: cost, states: {Revision: c_revision}}
              life: {outcome: qaly, states: {First: u_first, Revision: u_revision, Second: u_second}}
            """;

    private static final String TUNNELS = """
            model: tunnels
            kind: cohort
            settings: {cycle: 1 year, cycles: 75, counting: TRAPEZOID}
            outcomes: {cost: {kind: cost, discount: 0.03}, qaly: {kind: effect, discount: 0.03}}
            strategies: {a: {set: {e: 1}}, b: {set: {e: hr}}, c: {set: {e: hr * 0.9}}, d: {set: {e: hr * 0.8}}}
            parameters:
              hr: {value: 0.6, distribution: {kind: lognormal, sdlog: 0.1}}
              shape: {value: 1.1, distribution: {kind: lognormal, sdlog: 0.05}}
              scale: {value: 0.08, distribution: {kind: lognormal, sdlog: 0.1}}
              u: {value: 0.75, distribution: {kind: beta, alpha: 130, beta: 45}}
            let: {progress: "1 - exp(e * ((scale * (state_cycle - 1))^shape - (scale * state_cycle)^shape))"}
            states: {H: {}, S1: {}, S2: {}, D: {absorbing: true}}
            transitions:
              H: {H: rest, S1: 0.15, D: 0.002}
              S1: {H: 0.3, S1: rest, S2: 0.6 * progress, D: 0.006}
              S2: {S2: rest, D: 0.02}
            rewards:
              care: {outcome: cost, states: {H: 2000, S1: 4000, S2: 15000}}
              life: {outcome: qaly, states: {H: 1, S1: u, S2: 0.5}}
            """;

    private static final String PEOPLE = """
            model: people
            kind: microsimulation
            settings: {cycle: 1 year, cycles: 30, counting: TRAPEZOID, people: 1000000}
            outcomes: {cost: {kind: cost, discount: 0.03}, qaly: {kind: effect, discount: 0.03}}
            strategies: {a: {set: {hr: 1}}, b: {set: {hr: 0.6}}}
            states: {H: {}, S1: {}, S2: {}, D: {absorbing: true}}
            attributes: {age: {distribution: {kind: uniform, min: 40, max: 70}}}
            transitions:
              H: {H: rest, S1: 0.15, D: 0.0001 * age}
              S1: {H: 0.3, S1: rest, S2: 0.1 * hr, D: 0.006}
              S2: {S2: rest, D: 0.02}
            rewards:
              care: {outcome: cost, states: {H: 2000, S1: 4000, S2: 15000}}
              life: {outcome: qaly, states: {H: 1, S1: 0.75, S2: 0.5}}
            """;

    private static final int REPEATS = 5;
    private static final int MOST = 40;
    private static final double STEADY = 4;

    private final int threads;

    private ModelBench(int threads) {
        this.threads = threads;
    }

    public static void main(String[] args) {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        System.out.println(
                "| task | threads | s, first time | s, median (of so many) | goal, s |\n|---|---:|---:|---:|---:|");
        ModelBench bench = new ModelBench(threads);
        DecisionModel hip = parse(HIP);
        bench.time("hip replacement, 1,000 draws", "0.1", () -> hip.draws(1_000, bench.settings()));
        bench.time("hip replacement, 100,000 draws", "5", () -> hip.draws(100_000, bench.settings()));
        System.out.println(means(hip.draws(100_000, bench.settings())));
        DecisionModel tunnels = parse(TUNNELS);
        bench.time("78 tunnel states × 4 arms, 1,000 draws", "1", () -> tunnels.draws(1_000, bench.settings()));
        DecisionModel people = parse(PEOPLE);
        bench.time(
                "1,000,000 people × 2 arms × 30 cycles",
                "10",
                () -> people.run(bench.settings().withDraws(0)));
        bench.information();
    }

    private RunSettings settings() {
        return RunSettings.of(1).withThreads(threads);
    }

    private static DecisionModel parse(String yaml) {
        return DecisionModel.parse(
                yaml.getBytes(StandardCharsets.UTF_8), "bench.yaml", new DecisionModel.Rates(0.05, 0.05));
    }

    private void information() {
        int n = 10_000;
        int parameters = 20;
        RandomGenerator random = new Seed(3).generator();
        double[][] phi = new double[parameters][n];
        double[][] cost = new double[2][n];
        double[][] effect = new double[2][n];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < parameters; p++) {
                phi[p][i] = random.nextGaussian();
                effect[1][i] += phi[p][i] * phi[p][i] / (p + 1) - 0.05;
                cost[1][i] += phi[p][i];
            }
        }
        time("EVPPI of each of 20 parameters, 10,000 draws", "10", () -> {
            for (double[] one : phi) {
                Information.given(cost, effect, new double[][] {one}, Information.Method.SPLINE)
                        .value(1);
            }
        });
        time(
                "EVPPI of 20 parameters together, 10,000 draws",
                "10",
                () -> Information.given(cost, effect, phi, Information.Method.GAUSSIAN_PROCESS)
                        .value(1));
    }

    /** By strategy and outcome: what the peer in R prints too. */
    private static String means(double[][][] draws) {
        StringBuilder out = new StringBuilder("<!-- mean cost and QALYs of 100,000 draws:");
        for (double[][] strategy : draws) {
            for (double[] outcome : strategy) {
                out.append(String.format(
                        Locale.ROOT, " %.6g", Arrays.stream(outcome).average().orElseThrow()));
            }
        }
        return out.append(" -->").toString();
    }

    /** Short work is repeated for up to four seconds, so that the median is of compiled code; the first time is not. */
    private void time(String task, String goal, Runnable work) {
        double first = seconds(work);
        int repeats = (int) Math.max(REPEATS, Math.min(MOST, STEADY / first));
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            seconds[i] = seconds(work);
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f (%d) | %s |%n",
                task,
                threads,
                first,
                seconds[repeats / 2],
                repeats,
                goal);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
