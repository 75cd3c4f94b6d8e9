package io.estop.modelcheck.world;

import java.util.Arrays;

/** The states that were seen, by 128 bits each, and how each was first reached. */
final class Visited {
  private long[] keys = new long[1 << 12];
  private int[] numbers = new int[1 << 11];
  private int[] parents = new int[1 << 11];
  private short[] steps = new short[1 << 11];
  private int size;

  Visited() {
    Arrays.fill(numbers, -1);
  }

  int size() {
    return size;
  }

  int parent(int number) {
    return parents[number];
  }

  int step(int number) {
    return steps[number];
  }

  /** Returns whether the state is new; its number is {@link #size} before the call. */
  boolean add(long[] hash, int parent, int step) {
    if (size * 2 >= numbers.length) {
      grow();
    }
    int at = find(keys, numbers, hash[0], hash[1]);
    if (numbers[at] >= 0) {
      return false;
    }
    keys[2 * at] = hash[0];
    keys[2 * at + 1] = hash[1];
    numbers[at] = size;
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, size * 2);
      steps = Arrays.copyOf(steps, size * 2);
    }
    parents[size] = parent;
    steps[size] = (short) step;
    size++;
    return true;
  }

  private static int find(long[] keys, int[] numbers, long high, long low) {
    int mask = numbers.length - 1;
    int at = (int) (high ^ high >>> 32) & mask;
    while (numbers[at] >= 0 && (keys[2 * at] != high || keys[2 * at + 1] != low)) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    int[] biggerNumbers = new int[numbers.length * 2];
    long[] biggerKeys = new long[biggerNumbers.length * 2];
    Arrays.fill(biggerNumbers, -1);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0) {
        int at = find(biggerKeys, biggerNumbers, keys[2 * i], keys[2 * i + 1]);
        biggerKeys[2 * at] = keys[2 * i];
        biggerKeys[2 * at + 1] = keys[2 * i + 1];
        biggerNumbers[at] = numbers[i];
      }
    }
    keys = biggerKeys;
    numbers = biggerNumbers;
  }
}
