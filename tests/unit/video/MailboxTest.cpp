#include "core/video/Mailbox.h"

#include <future>
#include <gtest/gtest.h>
#include <thread>

namespace gatehouse::video {
namespace {

using namespace std::chrono_literals;

Picture pictureNumber(qint64 number)
{
    Picture picture;
    picture.mediaTime = number;
    return picture;
}

qint64 numberOf(const std::optional<ConnectionEvent>& event)
{
    const auto* picture = event ? std::get_if<Picture>(&*event) : nullptr;
    return picture ? picture->mediaTime.value_or(-1) : -1;
}

TEST(Mailbox, GivesEventsInTheirOrder)
{
    Mailbox mailbox(Overflow::DropOldest);
    const quint64 generation = mailbox.openGeneration();
    EXPECT_TRUE(mailbox.post(generation, pictureNumber(1)));
    EXPECT_TRUE(mailbox.post(generation, Loss { ErrorCode::CameraRefused }));
    EXPECT_EQ(numberOf(mailbox.wait(0ms)), 1);
    const auto event = mailbox.wait(0ms);
    ASSERT_TRUE(event && std::holds_alternative<Loss>(*event));
    EXPECT_EQ(std::get<Loss>(*event).reason, ErrorCode::CameraRefused);
    EXPECT_FALSE(mailbox.wait(0ms));
}

TEST(Mailbox, RefusesACallbackOfAConnectionGivenUp)
{
    auto mailbox = std::make_shared<Mailbox>(Overflow::DropOldest);
    const MailboxPort old(mailbox, mailbox->openGeneration());
    EXPECT_TRUE(old.post(pictureNumber(1)));
    const MailboxPort current(mailbox, mailbox->openGeneration());
    EXPECT_FALSE(old.post(pictureNumber(2)));
    EXPECT_FALSE(old.post(Loss {}));
    EXPECT_FALSE(old.post(MediaEnd {}));
    EXPECT_TRUE(current.post(pictureNumber(3)));
    EXPECT_EQ(numberOf(mailbox->wait(0ms)), 3); // what the old one had left is forgotten too
    EXPECT_FALSE(mailbox->wait(0ms));
}

TEST(Mailbox, KeepsTheNewestPicturesAndCountsWhatItDropped)
{
    Mailbox mailbox(Overflow::DropOldest);
    const quint64 generation = mailbox.openGeneration();
    for (int number = 1; number <= 10; ++number)
        EXPECT_TRUE(mailbox.post(generation, pictureNumber(number)));
    EXPECT_EQ(mailbox.droppedCount(), 7U);
    EXPECT_EQ(numberOf(mailbox.wait(0ms)), 8);
    EXPECT_EQ(numberOf(mailbox.wait(0ms)), 9);
    EXPECT_EQ(numberOf(mailbox.wait(0ms)), 10);
}

TEST(Mailbox, NeverDropsTheNewsThatACameraIsLost)
{
    Mailbox mailbox(Overflow::DropOldest);
    const quint64 generation = mailbox.openGeneration();
    EXPECT_TRUE(mailbox.post(generation, Loss {}));
    for (int number = 1; number <= 10; ++number)
        EXPECT_TRUE(mailbox.post(generation, pictureNumber(number)));
    const auto first = mailbox.wait(0ms);
    EXPECT_TRUE(first && std::holds_alternative<Loss>(*first));
}

TEST(Mailbox, BlockingItLosesNothing)
{
    Mailbox mailbox(Overflow::Block);
    const quint64 generation = mailbox.openGeneration();
    std::thread poster([&] {
        for (int number = 1; number <= 200; ++number)
            mailbox.post(generation, pictureNumber(number));
    });
    for (int number = 1; number <= 200; ++number)
        EXPECT_EQ(numberOf(mailbox.wait(10s)), number);
    poster.join();
    EXPECT_EQ(mailbox.droppedCount(), 0U);
}

TEST(Mailbox, SendsAwayWhoWaitsForRoomWhenTheSourceMovesOnOrStops)
{
    for (const bool closes : { false, true }) {
        Mailbox mailbox(Overflow::Block);
        const quint64 generation = mailbox.openGeneration();
        auto taken = std::async(std::launch::async, [&] {
            int number = 0;
            while (mailbox.post(generation, pictureNumber(number)))
                ++number;
            return number;
        });
        if (closes)
            mailbox.close();
        else
            mailbox.openGeneration();
        ASSERT_EQ(taken.wait_for(10s), std::future_status::ready);
        EXPECT_LE(taken.get(), static_cast<int>(Mailbox::Capacity));
    }
}

TEST(Mailbox, ClosedItWakesTheSource)
{
    Mailbox mailbox(Overflow::DropOldest);
    auto woken = std::async(std::launch::async, [&] { return mailbox.wait(60s).has_value(); });
    mailbox.close();
    ASSERT_EQ(woken.wait_for(10s), std::future_status::ready);
    EXPECT_FALSE(woken.get());
}

} // namespace
} // namespace gatehouse::video
