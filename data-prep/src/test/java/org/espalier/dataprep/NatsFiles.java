package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** NATS-Bench's "simple" archive of a few architectures, written file by file. */
record NatsFiles(Path folder) {

  /** The whole archive; accuracies are 50 + 10 · (index mod 4), + 1 for 12 epochs, 11 for 200. */
  void write(List<String> architectures, String nameOfFile) throws IOException {
    write("meta", Map.of("meta_archs", architectures));
    for (int index = 0; index < architectures.size(); index++) {
      var byEpochs = new LinkedHashMap<String, Object>();
      byEpochs.put("12", results(architectures.get(index), 12, 51 + 10 * (index % 4)));
      byEpochs.put("200", results(architectures.get(index), 200, 61 + 10 * (index % 4)));
      write(nameOfFile.formatted(index), byEpochs);
    }
  }

  /** A value under a name without its ending. */
  void write(String name, Object value) throws IOException {
    write(name, PickleWriter.of(value));
  }

  /** A pickle under a name without its ending. */
  void write(String name, byte[] pickle) throws IOException {
    try (var out =
        new BZip2CompressorOutputStream(
            Files.newOutputStream(folder.resolve(name + ".pickle.pbz2")))) {
      out.write(pickle);
    }
  }

  /** Results whose second seed is better by one per cent. */
  static Map<String, Object> results(String architecture, int epochs, double accuracy) {
    var seeds = List.of(777, 888);
    var bySet = new LinkedHashMap<String, Object>();
    var all = new LinkedHashMap<Object, Object>();
    for (var set : List.of("cifar10-valid", "cifar10", "cifar100", "ImageNet16-120")) {
      bySet.put(set, seeds);
      for (int seed = 0; seed < seeds.size(); seed++) {
        all.put(List.of(set, seeds.get(seed)), trial(epochs, accuracy + seed));
      }
    }
    var state = new LinkedHashMap<String, Object>();
    state.put("arch_str", architecture);
    state.put("all_results", all);
    state.put("dataset_seed", bySet);
    return state;
  }

  private static Map<String, Object> trial(int epochs, double accuracy) {
    var accuracies = new LinkedHashMap<String, Object>();
    for (var part : List.of("x-valid", "x-test", "ori-test")) {
      accuracies.put(part + "@0", 1.0);
      accuracies.put(part + '@' + (epochs - 1), accuracy);
    }
    var times = new LinkedHashMap<Object, Object>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      times.put(epoch, 2.5);
    }
    return Map.of("epochs", epochs, "eval_acc1es", accuracies, "train_times", times);
  }
}
