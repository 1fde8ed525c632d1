package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.models.data.ColourJitter;
import org.espalier.models.graph.DecayScope;
import org.espalier.models.numbers.AdamSettings;
import org.espalier.pipelines.config.ConfigFile;
import org.espalier.pipelines.config.RetrainConfig;
import org.espalier.pipelines.config.SearchConfig;
import org.espalier.transforms.evaluate.Evaluator;
import org.espalier.transforms.evaluate.NetworkEvaluator;
import org.espalier.transforms.evaluate.PredictorEvaluator;
import org.espalier.transforms.evaluate.StandaloneEvaluator;
import org.espalier.transforms.evaluate.SupernetEvaluator;
import org.espalier.transforms.images.TrainingImages;
import org.espalier.transforms.method.Pretraining;
import org.espalier.transforms.method.SearchMethod;
import org.espalier.transforms.method.gradient.Proxyless;
import org.espalier.transforms.registry.Evaluators;
import org.espalier.transforms.registry.SearchMethods;
import org.junit.jupiter.api.Test;

/** Configurations load, say what they are, and their manual knows every file and every key. */
final class ConfigsTest {

  private static final Path CONFIGS = Path.of("..", "configs").toAbsolutePath().normalize();
  private static final Pattern PROTOCOL = Pattern.compile(".*-(authors|benchmark|transfer)-.*");
  private static final Pattern SECTION = Pattern.compile("### `?([\\w.]+)(?:: ([\\w-]+))?`?.*");
  private static final Pattern KEY = Pattern.compile("`([\\w.*]+)`");

  private static final Set<String> JITTERED =
      Set.of(
          "proxyless-authors-proxyless-imagenet.yaml",
          "proxyless-autospace-released.yaml",
          "dsm-nas-authors-mobilenetv3-imagenet.yaml");

  @Test
  void everyConfigurationLoadsAndSaysHowItIsRun() throws IOException {
    assertThat(files()).isNotEmpty();
    for (var file : files()) {
      var name = String.valueOf(file.getFileName());
      var read = ConfigFile.read(file, List.of());
      assertThat((isRetrain(file) ? read.retrain().name() : read.search().name()) + ".yaml")
          .isEqualTo(name);
      assertThat(Files.readString(file)).startsWith("# ").contains("espalier ", "configs/" + name);
    }
  }

  @Test
  void oneThatFollowsAProtocolSaysWhoseAndWhatDiffers() throws IOException {
    var following = files().stream().filter(file -> PROTOCOL.matcher(file.toString()).matches());
    assertThat(following.toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            file -> assertThat(Files.readString(file)).contains("# Protocol: ", "# Differs"));
    assertThat(files()).noneMatch(file -> file.toString().contains("published"));
  }

  /** The authors of ProxylessNAS and of Once-for-All do; those of DrNAS and PC-DARTS do not. */
  @Test
  void aSearchOnImageNetHasColourJitterWhereItsAuthorsHaveIt() throws IOException {
    for (var file : files()) {
      if (!isRetrain(file)) {
        var images = supernet(file).map(SupernetEvaluator::images);
        assertThat(images.map(TrainingImages::colourJitter))
            .as(file.toString())
            .isEqualTo(
                JITTERED.contains(String.valueOf(file.getFileName()))
                    ? Optional.of(new ColourJitter(0.1255, 0, 0.5, 0))
                    : Optional.empty());
      }
    }
  }

  @Test
  void largestPathsComeAgainWithinTheStepsOrNever() throws IOException {
    for (var file : files()) {
      if (!isRetrain(file)) {
        var pretraining = supernet(file).map(each -> each.training().pretraining());
        assertThat(pretraining.filter(ConfigsTest::beyond).isEmpty()).as(file.toString()).isTrue();
      }
    }
  }

  private static boolean beyond(Pretraining pretraining) {
    var interval = pretraining.sandwichInterval();
    return interval != null && interval > pretraining.steps();
  }

  @Test
  void searchesOnImageNetHaveTheirAuthorsGatesAndDecay() throws IOException {
    for (var name :
        List.of("proxyless-authors-proxyless-imagenet", "proxyless-autospace-released")) {
      var method = ConfigFile.read(CONFIGS.resolve(name + ".yaml"), List.of()).search().method();
      assertThat(((Proxyless) method).mode()).as(name).isEqualTo("full");
    }
    var elastic = CONFIGS.resolve("dsm-nas-authors-mobilenetv3-imagenet.yaml");
    assertThat(supernet(elastic).orElseThrow().training().optimizer().decayScope())
        .isEqualTo(DecayScope.KERNELS);
  }

  private static Optional<SupernetEvaluator> supernet(Path file) throws IOException {
    var evaluator = ConfigFile.read(file, List.of()).search().evaluator();
    if (evaluator instanceof PredictorEvaluator predictor) {
      return Optional.of(predictor.supernet());
    }
    return evaluator instanceof SupernetEvaluator own ? Optional.of(own) : Optional.empty();
  }

  /** Whether an architecture is trained from scratch, and nothing searched. */
  private static boolean isRetrain(Path file) {
    return String.valueOf(file.getFileName()).startsWith("retrain-");
  }

  @Test
  void aTrainingFromScratchThatFollowsAProtocolSaysWhoseAndWhatDiffers() throws IOException {
    for (var file : files()) {
      if (isRetrain(file) && !file.toString().matches(".*-(small|tiny)\\.yaml")) {
        assertThat(Files.readString(file)).contains("# Protocol: ", "# Differs: ");
      }
    }
  }

  @Test
  void theManualLinksEveryConfigurationAndNoOther() throws IOException {
    var linked =
        Pattern.compile("\\]\\(([\\w-]+\\.yaml)\\)")
            .matcher(Files.readString(CONFIGS.resolve("README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(linked)
        .containsExactlyInAnyOrderElementsOf(
            files().stream().map(file -> String.valueOf(file.getFileName())).toList());
  }

  @Test
  void theManualDescribesEveryKeyAndNoOther() throws IOException {
    var search = new TreeSet<String>();
    collect(SearchConfig.class, "", search);
    assertThat(described("The search")).isEqualTo(search);
    for (var method : SearchMethods.all()) {
      assertThat(described(method.name())).as(method.name()).isEqualTo(keys(method.type()));
    }
    for (var evaluator : Evaluators.all()) {
      var keys = keys(evaluator.type());
      if (evaluator.type() == StandaloneEvaluator.class) {
        keys.removeIf(key -> key.matches("(network|images|training)\\..*"));
      }
      assertThat(described(evaluator.name())).as(evaluator.name()).isEqualTo(keys);
    }
    var retrain = new TreeSet<String>();
    collect(RetrainConfig.class, "", retrain);
    assertThat(described("A training from scratch")).isEqualTo(retrain);
    var network = keys(NetworkEvaluator.class);
    network.removeIf(key -> key.matches("(network|images|training\\.options)\\..*"));
    assertThat(described("network")).isEqualTo(network);
    assertThat(described("method.optimizer")).isEqualTo(keys(AdamSettings.class));
  }

  private static Set<String> keys(Class<?> settings) {
    var keys = new TreeSet<String>();
    collect(settings, "", keys);
    return keys;
  }

  private static final Set<Class<?>> DESCRIBED_ELSEWHERE =
      Set.of(AdamSettings.class, SupernetEvaluator.class, NetworkEvaluator.class);

  /** The dotted keys that are bound to a record; what is chosen by name is described elsewhere. */
  private static void collect(Class<?> record, String prefix, Set<String> keys) {
    for (RecordComponent component : record.getRecordComponents()) {
      var type = type(component.getGenericType());
      var key = prefix + component.getName();
      if (DESCRIBED_ELSEWHERE.contains(type)) {
        keys.add(key + ".*");
      } else if (type.isRecord()) {
        collect(type, key + '.', keys);
      } else if (type != SearchMethod.class && type != Evaluator.class) {
        keys.add(key);
      }
    }
  }

  private static Class<?> type(Type declared) {
    if (declared instanceof ParameterizedType of) {
      return type(of.getActualTypeArguments()[0]);
    }
    return (Class<?>) declared;
  }

  /** The keys in the first column of the tables of a section. */
  private static Set<String> described(String section) throws IOException {
    var rows = new ArrayList<String>();
    var within = false;
    for (var line : Files.readAllLines(CONFIGS.resolve("README.md"))) {
      var heading = SECTION.matcher(line);
      if (heading.matches()) {
        var name = heading.group(2) == null ? heading.group(1) : heading.group(2);
        within = name.equals(section) || line.equals("### " + section);
      } else if (line.startsWith("## ")) {
        within = false;
      }
      if (within && line.startsWith("| `")) {
        rows.add(line.substring(0, line.indexOf('|', 1)));
      }
    }
    return rows.stream()
        .flatMap(row -> KEY.matcher(row).results().map(match -> match.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
