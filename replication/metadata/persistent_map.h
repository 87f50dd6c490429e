// An ordered map whose copies share what they have in common, so that an image of 100,000 partitions is copied in one
// instruction and changed in a few microseconds, while every shard goes on reading the old one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "runtime/base/assert.h"

namespace klamm::replication {

// A balanced tree (AVL) of immutable nodes: set() and erase() copy the path from the root and share the rest. Copies
// of a map are independent, and may be read and dropped on any shard; one map object is changed by one shard only.
// Iteration is in the order of the keys. Pointers to values live as long as any copy of the map that holds them.
template <class Key, class Value, class Less = std::less<>>
class PersistentMap {
  struct Node;
  using Ref = std::shared_ptr<const Node>;
  struct Node {
    std::pair<Key, Value> entry;
    Ref left;
    Ref right;
    int height;
    std::size_t size;
  };

 public:
  using Entry = std::pair<Key, Value>;

  [[nodiscard]] std::size_t size() const { return size_of(root_); }
  [[nodiscard]] bool empty() const { return root_ == nullptr; }

  // Null if there is none.
  template <class K>
  [[nodiscard]] const Value* find(const K& key) const {
    const Node* node = root_.get();
    while (node != nullptr) {
      if (Less{}(key, node->entry.first)) node = node->left.get();
      else if (Less{}(node->entry.first, key)) node = node->right.get();
      else return &node->entry.second;
    }
    return nullptr;
  }
  template <class K>
  [[nodiscard]] bool contains(const K& key) const {
    return find(key) != nullptr;
  }

  // Adds or replaces.
  void set(Key key, Value value) { root_ = with(root_, Entry(std::move(key), std::move(value))); }
  // Does nothing if there is no such key.
  template <class K>
  void erase(const K& key) {
    if (contains(key)) root_ = without(root_, key);
  }

  // Forward only. Valid as long as the map it came from.
  class Iterator {
   public:
    const Entry& operator*() const { return path_.back()->entry; }
    const Entry* operator->() const { return &path_.back()->entry; }
    Iterator& operator++() {
      const Node* node = path_.back();
      path_.pop_back();
      descend(node->right.get());
      return *this;
    }
    bool operator==(const Iterator& other) const {
      return path_.empty() == other.path_.empty() && (path_.empty() || path_.back() == other.path_.back());
    }

   private:
    friend class PersistentMap;
    void descend(const Node* node) {
      for (; node != nullptr; node = node->left.get()) path_.push_back(node);
    }
    // The nodes that are still to be visited, each before its right subtree; the next one last.
    std::vector<const Node*> path_;
  };
  [[nodiscard]] Iterator begin() const {
    Iterator iterator;
    iterator.descend(root_.get());
    return iterator;
  }
  [[nodiscard]] Iterator end() const { return {}; }
  // The first entry whose key is not less than `key`.
  template <class K>
  [[nodiscard]] Iterator lower_bound(const K& key) const {
    Iterator iterator;
    const Node* node = root_.get();
    while (node != nullptr) {
      if (Less{}(node->entry.first, key)) {
        node = node->right.get();
      } else {
        iterator.path_.push_back(node);
        node = node->left.get();
      }
    }
    return iterator;
  }

  // Whether the two are the same map, not merely equal ones: a cheap "nothing changed here".
  [[nodiscard]] bool same_as(const PersistentMap& other) const { return root_ == other.root_; }

  friend bool operator==(const PersistentMap& a, const PersistentMap& b) {
    if (a.same_as(b)) return true;
    if (a.size() != b.size()) return false;
    for (Iterator x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y) {
      if (!(*x == *y)) return false;
    }
    return true;
  }

 private:
  static std::size_t size_of(const Ref& node) { return node == nullptr ? 0 : node->size; }
  static int height_of(const Ref& node) { return node == nullptr ? 0 : node->height; }
  static Ref make(Entry entry, Ref left, Ref right) {
    const int height = 1 + std::max(height_of(left), height_of(right));
    const std::size_t size = 1 + size_of(left) + size_of(right);
    return std::make_shared<const Node>(Node{std::move(entry), std::move(left), std::move(right), height, size});
  }

  // A node of these three whose heights differ by two at most, rotated so that they differ by one at most.
  static Ref balanced(Entry entry, Ref left, Ref right) {
    const int lean = height_of(left) - height_of(right);
    if (lean > 1) {
      if (height_of(left->left) >= height_of(left->right)) {
        return make(left->entry, left->left, make(std::move(entry), left->right, std::move(right)));
      }
      const Ref& middle = left->right;
      return make(middle->entry, make(left->entry, left->left, middle->left),
                  make(std::move(entry), middle->right, std::move(right)));
    }
    if (lean < -1) {
      if (height_of(right->right) >= height_of(right->left)) {
        return make(right->entry, make(std::move(entry), std::move(left), right->left), right->right);
      }
      const Ref& middle = right->left;
      return make(middle->entry, make(std::move(entry), std::move(left), middle->left),
                  make(right->entry, middle->right, right->right));
    }
    return make(std::move(entry), std::move(left), std::move(right));
  }

  static Ref with(const Ref& node, Entry entry) {
    if (node == nullptr) return make(std::move(entry), nullptr, nullptr);
    if (Less{}(entry.first, node->entry.first)) {
      return balanced(node->entry, with(node->left, std::move(entry)), node->right);
    }
    if (Less{}(node->entry.first, entry.first)) {
      return balanced(node->entry, node->left, with(node->right, std::move(entry)));
    }
    return make(std::move(entry), node->left, node->right);
  }

  static const Node& first_of(const Ref& node) {
    const Node* first = node.get();
    while (first->left != nullptr) first = first->left.get();
    return *first;
  }
  static Ref without_first(const Ref& node) {
    if (node->left == nullptr) return node->right;
    return balanced(node->entry, without_first(node->left), node->right);
  }
  template <class K>
  static Ref without(const Ref& node, const K& key) {
    if (Less{}(key, node->entry.first)) return balanced(node->entry, without(node->left, key), node->right);
    if (Less{}(node->entry.first, key)) return balanced(node->entry, node->left, without(node->right, key));
    if (node->left == nullptr) return node->right;
    if (node->right == nullptr) return node->left;
    return balanced(first_of(node->right).entry, node->left, without_first(node->right));
  }

  Ref root_;
};

}  // namespace klamm::replication
