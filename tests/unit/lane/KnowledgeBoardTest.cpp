#include "core/lane/KnowledgeBoard.h"

#include <future>
#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using lane::KnowledgeBoard;
using lane::LaneKnowledge;
using lane::SharedKnowledge;

SharedKnowledge knowledge()
{
    return std::make_shared<const LaneKnowledge>();
}

// A lane that asks for the newest knowledge on a thread of its own, as a worker does before each frame.
std::future<SharedKnowledge> asking(const KnowledgeBoard& board, std::promise<void>& hasBegun)
{
    return std::async(std::launch::async, [&] {
        hasBegun.set_value();
        return board.current();
    });
}

} // namespace

TEST(KnowledgeBoard, WithoutAChangeNobodyWaits)
{
    const SharedKnowledge first = knowledge();
    const KnowledgeBoard board(first);
    EXPECT_EQ(board.current(), first);
    EXPECT_EQ(board.newest(), first);
}

TEST(KnowledgeBoard, AnAnnouncedChangeIsWaitedFor)
{
    KnowledgeBoard board(knowledge());
    const quint64 change = board.announceChange();
    std::promise<void> hasBegun;
    auto asked = asking(board, hasBegun);
    hasBegun.get_future().wait();
    const SharedKnowledge second = knowledge();
    board.put(change, second);
    EXPECT_EQ(asked.get(), second);
}

TEST(KnowledgeBoard, TheScreenDoesNotWait)
{
    const SharedKnowledge first = knowledge();
    KnowledgeBoard board(first);
    (void)board.announceChange();
    EXPECT_EQ(board.newest(), first);
}

TEST(KnowledgeBoard, AChangeThatCannotBeReadHoldsNobodyUp)
{
    const SharedKnowledge first = knowledge();
    KnowledgeBoard board(first);
    board.put(board.announceChange(), nullptr);
    EXPECT_EQ(board.current(), first);
}

TEST(KnowledgeBoard, OfTwoChangesTheLaterOneHolds)
{
    KnowledgeBoard board(knowledge());
    const quint64 earlier = board.announceChange();
    const quint64 later = board.announceChange();
    const SharedKnowledge newest = knowledge();
    board.put(later, newest);
    board.put(earlier, knowledge()); // read before the later change, told after it
    EXPECT_EQ(board.current(), newest);
}

TEST(KnowledgeBoard, TheEarlierOfTwoChangesIsNotEnough)
{
    KnowledgeBoard board(knowledge());
    const quint64 earlier = board.announceChange();
    const quint64 later = board.announceChange();
    board.put(earlier, knowledge());
    std::promise<void> hasBegun;
    auto asked = asking(board, hasBegun);
    hasBegun.get_future().wait();
    const SharedKnowledge newest = knowledge();
    board.put(later, newest);
    EXPECT_EQ(asked.get(), newest);
}

TEST(KnowledgeBoard, AReaderThatNeverAnswersStopsNoLane)
{
    const SharedKnowledge first = knowledge();
    KnowledgeBoard board(first);
    (void)board.announceChange();
    EXPECT_EQ(board.current(), first); // after two seconds
}
