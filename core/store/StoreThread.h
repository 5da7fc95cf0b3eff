#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <type_traits>

namespace gatehouse::store {

// Hands a finished value to a QObject that may be destroyed at any moment in its own thread: either the call is queued
// while the object still lives (and goes with it), or it is dropped. Thread-safe, except to(), which is for a thread in
// which the receiver cannot be destroyed meanwhile.
class Delivery
{
public:
    static std::shared_ptr<Delivery> to(QObject* receiver);
    void hand(std::function<void()> done);

private:
    explicit Delivery(QObject* receiver);
    std::mutex m_mutex; // held while queueing, and by the receiver's destruction
    QObject* m_receiver;
    QMetaObject::Connection m_connection;
};

// A thread that owns one connection: the site has one writer and one reader (read-only, WAL). Services are plain
// synchronous code and run here. Work is done in the order it was handed over; the destructor finishes what was
// accepted, then joins. All functions are thread-safe.
class StoreThread
{
public:
    using Work = std::function<void(Database&)>;

    // `afterEach`, where there is one, runs on this thread behind every work, and every half minute without any.
    explicit StoreThread(std::unique_ptr<Database> database, Work afterEach = {});
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    // Hands work over and returns at once.
    void post(Work work);

    // Runs `function(Database&)` on the store thread and waits for what it returns. Never from the GUI thread.
    template <typename Function>
    auto call(Function function) -> std::invoke_result_t<Function, Database&>
    {
        using Value = std::invoke_result_t<Function, Database&>;
        Q_ASSERT(!isCurrent());
        // Shared with the work: the waiting side may be gone before set_value() has returned.
        auto promise = std::make_shared<std::promise<Value>>();
        auto future = promise->get_future();
        post([&function, promise](Database& database) {
            if constexpr (std::is_void_v<Value>) {
                function(database);
                promise->set_value();
            } else {
                promise->set_value(function(database));
            }
        });
        return future.get();
    }

    // Runs `function(Database&)` on the store thread, then `done(value)` on the thread of `receiver`, unless the
    // receiver is gone by then. Call it from the receiver's thread.
    template <typename Function, typename Done>
    void request(Function function, QObject* receiver, Done done)
    {
        using Value = std::invoke_result_t<Function, Database&>;
        post([function = std::move(function), delivery = Delivery::to(receiver), done = std::move(done)](
                 Database& database) mutable {
            auto value = std::make_shared<Value>(function(database));
            delivery->hand([value, done = std::move(done)]() mutable { done(std::move(*value)); });
        });
    }

    // Whether the caller runs on this thread.
    [[nodiscard]] bool isCurrent() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
