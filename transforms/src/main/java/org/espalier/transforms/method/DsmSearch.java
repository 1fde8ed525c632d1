package org.espalier.transforms.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.models.network.controller.ControllerRates;
import org.espalier.models.network.controller.ControllerShape;
import org.espalier.models.network.controller.ControllerWeights;
import org.espalier.models.network.controller.DsmController;
import org.espalier.schemas.DsmState;
import org.espalier.schemas.Evidence;
import org.espalier.schemas.Genotype;
import org.espalier.schemas.Member;
import org.espalier.schemas.Status;
import org.espalier.schemas.Trial;

/**
 * The rounds of a DSM search on one data set: first the centres are scored, then the controller
 * edits them.
 *
 * @param settings the method's settings
 * @param context what the search is about
 */
record DsmSearch(DsmNas settings, SearchContext context) {

  private static final double PERCENT = 100;

  /** The state of a search that has done nothing yet but knows what to start from. */
  static DsmState.Builder start(String dataSet) {
    return DsmState.newBuilder().setDataSet(dataSet).setCentres(List.of());
  }

  /** Proposals of the next round, at most {@code most} once there are centres. */
  List<Proposal> sample(DsmState own, int round, int most) {
    var random = context.random(SearchContext.Step.SAMPLE, round);
    var missing = missing(own);
    if (missing > 0) {
      return Stream.concat(own.getSeeds().stream(), Stream.generate(() -> drawn(random)))
          .limit(missing)
          .map(genotype -> Proposal.score(genotype).from("start", Optional.empty()).free())
          .toList();
    }
    var count = Math.min(most, settings.candidatesPerRound());
    var controller = controller();
    var graph = SubspaceGraph.of(own.getCentres(), controller.shape());
    var choices = controller.propose(weights(own), graph, draws(random, count));
    return Stream.of(choices).map(Edits::of).map(edits -> proposal(own, edits)).toList();
  }

  private Genotype drawn(RandomGenerator random) {
    return settings
        .budget(context)
        .map(budget -> budget.draw(random))
        .orElseGet(() -> context.space().random(random));
  }

  private Proposal proposal(DsmState own, Edits edits) {
    var centre = own.getCentres().get(edits.centre()).getGenotype();
    return Proposal.score(edits.applyTo(centre, context.space()))
        .from(edits.text(), Optional.of(centre));
  }

  private float[][] draws(RandomGenerator random, int count) {
    var draws = new float[count][1 + 2 * settings.edits()];
    for (var row : draws) {
      for (var i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return draws;
  }

  /**
   * Rewards in percent points, not a number for trials without a score, and as survivors the trials
   * that become centres: each is held, by index, against the centre as the ones before it left it.
   */
  Evidence select(DsmState own, List<Trial> trials, int round) {
    var evidence = Evidence.newBuilder().setRound(round).setTrials(trials);
    var survivors = new ArrayList<Integer>();
    if (missing(own) > 0) {
      trials.stream().filter(DsmSearch::hasScore).map(Trial::getIndex).forEach(survivors::add);
      return evidence.setSurvivors(survivors).build();
    }
    var centres = own.getCentres();
    var bars = centres.stream().mapToDouble(Member::getScore).toArray();
    var rewards = new ArrayList<Double>();
    for (var trial : trials) {
      var score = trial.getScore();
      var centre = Edits.parse(trial.getSubspace()).centre();
      var from = settings.absoluteReward() ? 0 : centres.get(centre).getScore();
      rewards.add(score == null ? Double.NaN : PERCENT * (score - from));
      if (score != null && score > bars[centre] && isWithinBudget(trial)) {
        bars[centre] = score;
        survivors.add(trial.getIndex());
      }
    }
    return evidence.setRewards(rewards).setSurvivors(survivors).build();
  }

  private boolean isWithinBudget(Trial trial) {
    return settings.budget(context).map(budget -> budget.holds(trial.getGenotype())).orElse(true);
  }

  /** The state after a round, on this data set. */
  DsmState mutate(DsmState own, Evidence evidence) {
    return missing(own) > 0 ? started(own, evidence) : updated(own, evidence);
  }

  private DsmState started(DsmState own, Evidence evidence) {
    var centres = new ArrayList<>(own.getCentres());
    survivors(evidence).map(Members::of).forEach(born -> born.ifPresent(centres::add));
    var next = DsmState.newBuilder(own).setCentres(centres).setSeeds(List.of());
    if (centres.size() == settings.centres()) {
      var random = context.random(SearchContext.Step.MUTATE, evidence.getRound());
      next.setController(keep(controller().initial(random)));
    }
    return next.build();
  }

  private DsmState updated(DsmState own, Evidence evidence) {
    var trials = evidence.getTrials();
    var centres = new ArrayList<>(own.getCentres());
    survivors(evidence)
        .forEach(
            trial ->
                centres.set(
                    Edits.parse(trial.getSubspace()).centre(), Members.of(trial).orElseThrow()));
    var evaluated = trials.stream().filter(trial -> trial.getStatus() == Status.OK).count();
    var next =
        DsmState.newBuilder(own)
            .setCentres(centres)
            .setProposals(own.getProposals() + trials.size())
            .setEvaluations(own.getEvaluations() + evaluated)
            .setAccepted(own.getAccepted() + evidence.getSurvivors().size());
    step(own, evidence, next);
    return next.build();
  }

  private void step(DsmState own, Evidence evidence, DsmState.Builder next) {
    var choices = new ArrayList<int[]>();
    var advantages = new ArrayList<Double>();
    var average = own.getBaseline();
    for (var i = 0; i < evidence.getTrials().size(); i++) {
      var reward = evidence.getRewards().get(i);
      if (!reward.isNaN()) {
        var decay = settings.baseline();
        average = average == null ? reward : decay * average + (1 - decay) * reward;
        choices.add(Edits.parse(evidence.getTrials().get(i).getSubspace()).choices());
        advantages.add(reward - average);
      }
    }
    if (choices.isEmpty()) {
      return;
    }
    var controller = controller();
    var graph = SubspaceGraph.of(own.getCentres(), controller.shape());
    var updated =
        controller.learn(
            weights(own),
            own.getUpdates(),
            graph,
            choices.toArray(int[][]::new),
            floats(advantages),
            new ControllerRates(
                settings.learningRate(), settings.weightDecay(), settings.entropy()));
    next.setController(keep(updated.weights()))
        .setUpdates(own.getUpdates() + 1)
        .setBaseline(average)
        .setEntropy(updated.entropy());
  }

  private static float[] floats(List<Double> values) {
    var floats = new float[values.size()];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = values.get(i).floatValue());
    return floats;
  }

  private static Stream<Trial> survivors(Evidence evidence) {
    return evidence.getSurvivors().stream().map(evidence.getTrials()::get);
  }

  private static boolean hasScore(Trial trial) {
    return trial.getScore() != null;
  }

  private int missing(DsmState own) {
    return settings.centres() - own.getCentres().size();
  }

  private DsmController controller() {
    return DsmController.of(
        new ControllerShape(
            settings.centres(),
            settings.edits(),
            context.space().options(),
            settings.hidden(),
            settings.layers()));
  }

  private ControllerWeights weights(DsmState own) {
    return ControllerTensors.weights(
        context.tensors().get(Objects.requireNonNull(own.getController())));
  }

  private String keep(ControllerWeights weights) {
    return context.tensors().put(ControllerTensors.of(weights));
  }
}
