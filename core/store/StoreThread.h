#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>

#include <functional>
#include <future>
#include <memory>
#include <type_traits>

namespace gatehouse::store {

// A thread that owns one connection: the site has one writer and one reader (read-only, WAL). Services are plain
// synchronous code and run here. Work is done in the order it was handed over; the destructor finishes what was accepted,
// then joins. All functions are thread-safe.
class StoreThread
{
public:
    using Work = std::function<void(Database&)>;

    explicit StoreThread(std::unique_ptr<Database> database);
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
        std::promise<Value> promise;
        auto future = promise.get_future();
        post([&](Database& database) {
            if constexpr (std::is_void_v<Value>) {
                function(database);
                promise.set_value();
            } else {
                promise.set_value(function(database));
            }
        });
        return future.get();
    }

    // Runs `function(Database&)` on the store thread, then `done(value)` on the thread of `receiver`, unless the receiver
    // is gone by then.
    template <typename Function, typename Done>
    void request(Function function, QObject* receiver, Done done)
    {
        post([function = std::move(function), receiver = QPointer<QObject>(receiver), done = std::move(done)](
                 Database& database) mutable {
            auto value = std::make_shared<std::invoke_result_t<Function, Database&>>(function(database));
            if (QObject* target = receiver.data()) {
                QMetaObject::invokeMethod(
                    target, [value, done = std::move(done)]() mutable { done(std::move(*value)); }, Qt::QueuedConnection);
            }
        });
    }

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
