#include "core/base/CsvReader.h"

#include <gtest/gtest.h>

using namespace gatehouse;

namespace {

Result<CsvReader> reading(const char* text, const QStringList& required = {})
{
    return CsvReader::fromBytes(QByteArray(text), QStringLiteral("list.csv"), required);
}

// What the reader says about the first record it refuses, header included; empty when it takes the whole file.
QString refusal(const char* text, const QStringList& required = {})
{
    auto reader = reading(text, required);
    if (!reader)
        return reader.error().detail;
    while (true) {
        const auto row = reader->next();
        if (!row)
            return row.error().detail;
        if (!*row)
            return {};
    }
}

} // namespace

TEST(CsvReader, ReadsValuesByColumnNameAndKnowsTheirLine)
{
    auto reader = reading("\xEF\xBB\xBF"
                          "File,Plate\r\na.jpg,\xE6\xB2\xAA"
                          "A12345\r\n\r\n b.jpg , \n",
        { QStringLiteral("plate") });
    ASSERT_TRUE(reader);
    const auto first = reader->next();
    ASSERT_TRUE(first && *first);
    EXPECT_EQ((*first)->value(u"plate"), QStringLiteral("沪A12345"));
    EXPECT_EQ((*first)->line(), 2);
    const auto second = reader->next();
    ASSERT_TRUE(second && *second);
    EXPECT_EQ((*second)->value(u"file"), QStringLiteral("b.jpg"));
    EXPECT_EQ((*second)->value(u"plate"), QString());
    EXPECT_EQ((*second)->line(), 4);
    const auto end = reader->next();
    ASSERT_TRUE(end);
    EXPECT_FALSE(*end);
}

TEST(CsvReader, TakesCommasQuotesAndLineBreaksInQuotes)
{
    auto reader = reading("name,note\n\"Li, Na\",\"said \"\"go\"\"\nthen left\"\nnext,row\n");
    ASSERT_TRUE(reader);
    const auto row = reader->next();
    ASSERT_TRUE(row && *row);
    EXPECT_EQ((*row)->value(u"name"), QStringLiteral("Li, Na"));
    EXPECT_EQ((*row)->value(u"note"), QStringLiteral("said \"go\"\nthen left"));
    const auto next = reader->next();
    ASSERT_TRUE(next && *next);
    EXPECT_EQ((*next)->line(), 4);
}

TEST(CsvReader, RefusesWhatItCannotReadWithFileAndLine)
{
    EXPECT_EQ(refusal("a,b\n1,2\n3\n"), QStringLiteral("list.csv:3: 1 values where the header names 2"));
    EXPECT_EQ(refusal("a,b\n1,2,3\n"), QStringLiteral("list.csv:2: 3 values where the header names 2"));
    EXPECT_TRUE(refusal("a,b\n1,x\"y\"\n").startsWith(QStringLiteral("list.csv:2: a quote stands inside")));
    EXPECT_TRUE(refusal("a,b\n\"1\"x,2\n").startsWith(QStringLiteral("list.csv:2: text follows")));
    EXPECT_TRUE(refusal("a,b\n1,\"2\n\n3,4\n").startsWith(QStringLiteral("list.csv:2: a quote is never closed")));
    EXPECT_EQ(refusal("a,b\n1,2\r3\n"), QStringLiteral("list.csv:2: a control character stands in a value"));
    // Found by fuzz_csv: within quotes it was taken, and read differently when it was written again.
    EXPECT_EQ(refusal("a,b\n1,\"2\r3\"\n"), QStringLiteral("list.csv:2: a control character stands in a value"));
    auto withNul = CsvReader::fromBytes(QByteArray("a\n\"\0\"\n", 6), QStringLiteral("list.csv"), {});
    EXPECT_EQ(withNul->next().error().code, ErrorCode::FormatInvalid);
    EXPECT_EQ(refusal("a\n\xFF\xFE\n"), QStringLiteral("list.csv: the text is not UTF-8"));
    EXPECT_EQ(refusal(""), QStringLiteral("list.csv:1: the file is empty"));
}

TEST(CsvReader, RefusesAHeaderThatLacksOrDoublesAColumn)
{
    EXPECT_EQ(refusal("file,x\n", { QStringLiteral("plate") }),
        QStringLiteral("list.csv:1: the column \"plate\" is missing"));
    EXPECT_EQ(refusal("file,File\n"), QStringLiteral("list.csv:1: column 2 is named like another"));
    EXPECT_EQ(refusal("file,\n"), QStringLiteral("list.csv:1: column 2 has no name"));
}

TEST(CsvReader, SaysWhenTheFileCannotBeOpened)
{
    const auto reader = CsvReader::open(QStringLiteral("/nowhere/list.csv"), {});
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, ErrorCode::FileNotReadable);
}

TEST(CsvReader, WordsACallersRefusalLikeItsOwn)
{
    auto reader = reading("a\n\n1\n");
    ASSERT_TRUE(reader);
    const auto row = reader->next();
    ASSERT_TRUE(row && *row);
    EXPECT_EQ(reader->refuse(**row, QStringLiteral("no number")).detail, QStringLiteral("list.csv:3: no number"));
}
