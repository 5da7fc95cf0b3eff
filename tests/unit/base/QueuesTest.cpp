#include "core/base/BoundedQueue.h"
#include "core/base/LatestSlot.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <thread>
#include <vector>

using namespace gatehouse;

TEST(LatestSlot, KeepsTheNewestAndCountsWhatItDropped)
{
    LatestSlot<int> slot;
    slot.put(1);
    slot.put(2);
    slot.put(3);
    EXPECT_EQ(slot.take(), 3);
    EXPECT_EQ(slot.droppedCount(), 2u);
    EXPECT_FALSE(slot.tryTake());
}

TEST(LatestSlot, ClosingWakesTheConsumer)
{
    LatestSlot<int> slot;
    std::optional<int> taken = 1;
    std::thread consumer([&] { taken = slot.take(); });
    slot.close();
    consumer.join();
    EXPECT_FALSE(taken);
}

TEST(BoundedQueue, HandsOverEverythingInOrderThroughASmallBuffer)
{
    BoundedQueue<int> queue(2);
    std::thread producer([&] {
        for (int value = 0; value < 100; ++value)
            ASSERT_TRUE(queue.push(value));
        queue.close();
    });
    std::vector<int> received;
    while (const auto value = queue.pop())
        received.push_back(*value);
    producer.join();
    ASSERT_EQ(received.size(), 100u);
    EXPECT_TRUE(std::is_sorted(received.begin(), received.end()));
    EXPECT_FALSE(queue.push(1));
}
