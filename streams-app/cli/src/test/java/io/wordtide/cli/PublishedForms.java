package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small files in the forms of published data sets, with texts of our own, and the documents in them. {@code 1772366400} is
 * 2026-03-01T12:00:00Z in seconds.
 */
@SuppressWarnings("StringConcatToTextBlock") // text blocks would cut blanks at the ends of lines
final class PublishedForms {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** By the first file that the command names. */
    static final Map<String, Form> ALL = new LinkedHashMap<>();

    /**
     * A data set.
     *
     * @param documents {@code id|title|text|time|source|language} of each document
     */
    record Form(List<File> files, List<String> documents) {}

    /** A file of a data set; packed if its name ends in {@code .gz}. */
    record File(String name, String content, Charset charset) {}

    static {
        csv();
        moreCsv();
        json();
        folders();
        others();
    }

    private PublishedForms() {}

    private static void csv() {
        put(
                "abcnews-date-text.csv",
                UTF_8,
                "publish_date,headline_text\n" + "20260301,tide rises in harbour\n" + "20260301,moon sets\n",
                "abcnews-date-text.csv:2|-|tide rises in harbour|2026-03-01T00:00:00Z|-|-",
                "abcnews-date-text.csv:3|-|moon sets|2026-03-01T00:00:00Z|-|-");
        put(
                "ag_news_csv/train.csv",
                UTF_8,
                "\"3\",\"Tide rises (Wire)\",\"The \"\"tide\"\" rose, they say.\"\n" + "\"1\",\"Moon\",\"It set.\"\n",
                "train.csv:1|Tide rises (Wire)|The \"tide\" rose, they say.|-|-|-",
                "train.csv:2|Moon|It set.|-|-|-");
        put(
                "articles1.csv",
                UTF_8,
                ",id,title,publication,author,date,year,month,url,content\n"
                        + "0,17283,Tide,Harbour Times,A,2026-03-01,2026.0,3.0,,\"The tide\n"
                        + "rose.\"\n",
                "17283|Tide|The tide\nrose.|2026-03-01T00:00:00Z|Harbour Times|-");
        put(
                "amazon_alexa.tsv",
                UTF_8,
                "rating\tdate\tvariation\tverified_reviews\tfeedback\n"
                        + "5\t1-Mar-26\tSandstone \tLoved it!\t1\n"
                        + "4\t1-Mar-26\tOak \t\"Says \"\"hi\"\", twice\"\t1\n"
                        + "5\t1-Mar-26\tOak \t\"Best\" of all\t1\n",
                "amazon_alexa.tsv:2|-|Loved it!|2026-03-01T00:00:00Z|Sandstone |-",
                "amazon_alexa.tsv:3|-|Says \"hi\", twice|2026-03-01T00:00:00Z|Oak |-",
                "amazon_alexa.tsv:4|-|\"Best\" of all|2026-03-01T00:00:00Z|Oak |-");
        put(
                "Reviews.csv",
                UTF_8,
                "Id,ProductId,UserId,ProfileName,HelpfulnessNumerator,HelpfulnessDenominator,Score,Time,Sum"
                        + "mary,Text\n"
                        + "1,B1,U1,a,1,1,5,1772366400,Good tea,\"Tastes of <br />the sea.\"\n",
                "1|Good tea|Tastes of the sea.|2026-03-01T12:00:00Z|B1|-");
        put(
                "amazon_review_polarity_csv/test.csv",
                UTF_8,
                "\"2\",\"Great CD\",\"My \"\"tide\"\", of songs.\"\n",
                "test.csv:1|Great CD|My \"tide\", of songs.|-|-|-");
        put(
                "bbc_news.csv",
                UTF_8,
                "title,pubDate,guid,link,description\n"
                        + "Tide rises,\"Sun, 01 Mar 2026 12:00:00 GMT\",https://example.org/1,https://example.org/1?a"
                        + "t=2,The tide rose.\n",
                "https://example.org/1|Tide rises|The tide rose.|2026-03-01T12:00:00Z|-|-");
        put(
                "bbc-text.csv",
                UTF_8,
                "category,text\n" + "tech,tv future in the hands of viewers\n",
                "bbc-text.csv:2|-|tv future in the hands of viewers|-|tech|-");
        put(
                "dbpedia_csv/train.csv",
                UTF_8,
                "1,\"Tide Ltd\",\" Tide Ltd is a company & more.\"\n",
                "train.csv:1|Tide Ltd| Tide Ltd is a company & more.|-|-|-");
    }

    private static void moreCsv() {
        put(
                "guardian_headlines.csv",
                UTF_8,
                "Time,Headlines\n" + "1 March 2026,\"Tide  \n" + "\n" + " rises\"\n",
                "guardian_headlines.csv:2|-|Tide  \n\n rises|2026-03-01T00:00:00Z|-|-");
        put(
                "IMDB-Dataset.csv",
                UTF_8,
                "review,sentiment\n" + "\"Fine, they say.<br /><br />Very.\",positive\n",
                "IMDB-Dataset.csv:2|-|Fine, they say. Very.|-|-|-");
        put(
                "Musical_instruments_reviews.csv",
                UTF_8,
                "reviewerID,asin,reviewerName,helpful,reviewText,overall,summary,unixReviewTime,reviewTime"
                        + "\n"
                        + "A1,B2,\"secret \"\"x\"\"\",\"[0, 0]\",\"Rich, full sound\",5.0,good,1772366400,\"03 1,"
                        + " 2026\"\n",
                "Musical_instruments_reviews.csv:2|good|Rich, full sound|2026-03-01T12:00:00Z|B2|-");
        put(
                "SMSSpamCollection",
                UTF_8,
                "ham\tOk \"lar... Joking\n" + "spam\tFree \"entry\" & more\n",
                "SMSSpamCollection:1|-|Ok \"lar... Joking|-|ham|-",
                "SMSSpamCollection:2|-|Free \"entry\" & more|-|spam|-");
        put(
                "Tweets.csv",
                UTF_8,
                "tweet_id,airline_sentiment,airline,name,text,tweet_created,user_timezone\n"
                        + "570306133677760513,neutral,Tide Air,secret,@TideAir What?,2026-03-01 04:00:00"
                        + " -0800,Eastern Time\n",
                "570306133677760513|-|@TideAir What?|2026-03-01T12:00:00Z|Tide Air|-");
        put(
                "newsCorpora.csv",
                UTF_8,
                "1\tTide \"rises, they say\thttps://example.org/1\tThe"
                        + " Tide\tb\td1\texample.org\t1772366400123\n"
                        + "2\tMoon\thttps://example.org/2\tThe Moon\tb\td2\texample.org\t1772366400123\n"
                        + "3\tSun\thttps://example.org/3\tThe Sun\tb\td3\texample.org\t1772366400123\n",
                "1|-|Tide \"rises, they say|2026-03-01T12:00:00.123Z|The Tide|-",
                "2|-|Moon|2026-03-01T12:00:00.123Z|The Moon|-",
                "3|-|Sun|2026-03-01T12:00:00.123Z|The Sun|-");
        put(
                "Womens-Clothing.csv",
                UTF_8,
                ",Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback"
                        + " Count,Division Name,Department Name,Class Name\n"
                        + "0,767,33,,\"Silky, 5'8\"\" tall\",4,1,0,Initmates,Intimate,Intimates\n"
                        + "1,1080,34,Fine,Love it,5,1,4,General,Dresses,Dresses\n",
                "Womens-Clothing.csv:2|-|Silky, 5'8\" tall|-|Intimate|-",
                "Womens-Clothing.csv:3|Fine|Love it|-|Dresses|-");
        put(
                "yahoo_answers_csv/train.csv",
                UTF_8,
                "\"5\",\"why tides?\",\"they rise\",\"the \"\"moon\"\" does it\"\n",
                "train.csv:1|why tides?|they rise\nthe \"moon\" does it|-|-|-");
    }

    private static void json() {
        put(
                "reviews_Musical_Instruments_5.json.gz",
                UTF_8,
                "{\"reviewerID\": \"A1\", \"asin\": \"B2\", \"reviewerName\": \"secret\", \"helpful\": [2,"
                        + " 3], \"reviewText\": \"Rich sound.\", \"overall\": 5.0, \"summary\": \"Good\","
                        + " \"unixReviewTime\": 1772366400, \"reviewTime\": \"03 1, 2026\"}\n",
                "reviews_Musical_Instruments_5.json.gz:1|Good|Rich sound.|2026-03-01T12:00:00Z|B2|-");
        put(
                "Musical_Instruments.jsonl.gz",
                UTF_8,
                "{\"rating\": 5.0, \"title\": \"Good\", \"text\": \"Rich <br />sound.\", \"images\": [],"
                        + " \"asin\": \"B1\", \"parent_asin\": \"B2\", \"user_id\": \"A1\", \"timestamp\":"
                        + " 1772366400123, \"helpful_vote\": 0, \"verified_purchase\": true}\n",
                "Musical_Instruments.jsonl.gz:1|Good|Rich sound.|2026-03-01T12:00:00.123Z|B2|-");
        put(
                "arxiv-metadata-oai-snapshot.json",
                UTF_8,
                "{\"id\":\"2603.00001\",\"submitter\":\"A\",\"title\":\"On"
                        + " tides\",\"categories\":\"physics.ao-ph astro-ph\",\"abstract\":\"  We study $x<y$"
                        + " tides.\\n\",\"versions\":[{\"version\":\"v1\"}],\"update_date\":\"2026-03-01\",\"authors_"
                        + "parsed\":[[\"A\",\"B\",\"\"]]}\n",
                "2603.00001|On tides|  We study $x<y$ tides.\n|2026-03-01T00:00:00Z|physics.ao-ph astro-ph|-");
        put(
                "20260301120000.gal.json.gz",
                UTF_8,
                "{\"date\":\"2026-03-01T12:00:00Z\",\"url\":\"https://example.org/t\",\"title\":\"Tide\",\""
                        + "image\":\"\",\"desc\":\"The tide rose.\",\"lang\":\"en\",\"domain\":\"example.org\",\"outl"
                        + "etName\":\"The Tide\"}\n",
                "https://example.org/t|Tide|The tide rose.|2026-03-01T12:00:00Z|example.org|en");
        put(
                "hackernews.jsonl",
                UTF_8,
                "{\"by\":\"a\",\"id\":1,\"title\":\"Ask: tide?\",\"score\":3,\"time\":1772366400,\"type\":"
                        + "\"story\",\"url\":\"x\"}\n"
                        + "{\"by\":\"b\",\"id\":2,\"parent\":1,\"text\":\"It&#x27;s"
                        + " <i>high</i>.<p>Yes.\",\"time\":1772366400,\"type\":\"comment\"}\n",
                "1|Ask: tide?|Ask: tide?|2026-03-01T12:00:00Z|story|-",
                "2|-|It's high. Yes.|2026-03-01T12:00:00Z|comment|-");
        put(
                "News_Category_Dataset_v3.json",
                UTF_8,
                "{\"link\": \"https://example.org/1\", \"headline\": \"Tide rises\", \"category\": \"WORLD"
                        + " NEWS\", \"short_description\": \"It rose.\", \"authors\": \"A\", \"date\":"
                        + " \"2026-03-01\"}\n",
                "https://example.org/1|Tide rises|It rose.|2026-03-01T00:00:00Z|WORLD NEWS|-");
        put(
                "RC_2015-01.zst",
                UTF_8,
                "{\"body\":\"It rose &gt; fell\",\"created_utc\":\"1772366400\",\"subreddit\":\"tides\",\"i"
                        + "d\":\"c1\",\"author\":\"[deleted]\",\"edited\":false}\n",
                "c1|-|It rose > fell|2026-03-01T12:00:00Z|tides|-");
        put(
                "extracted/AA/wiki_00",
                UTF_8,
                "{\"id\": \"12\", \"revid\": \"1\", \"url\": \"https://example.org/?curid=12\", \"title\":"
                        + " \"Tide\", \"text\": \"Tide\\n\\nTides rise.\"}\n",
                "12|Tide|Tide\n\nTides rise.|-|-|-");
        put(
                "yelp_academic_dataset_review.json",
                UTF_8,
                "{\"review_id\":\"r1\",\"user_id\":\"u\",\"business_id\":\"b1\",\"stars\":4.0,\"useful\":0,"
                        + "\"funny\":0,\"cool\":0,\"text\":\"Good.\\n\\nVery.\",\"date\":\"2026-03-01 12:00:00\"}\n",
                "r1|-|Good.\n\nVery.|2026-03-01T12:00:00Z|b1|-");
    }

    private static void folders() {
        ALL.put(
                "bbc",
                new Form(
                        List.of(
                                new File("bbc/business/001.txt", "Ad sales rise\n" + "\n" + "Sales rose 5%.\n", UTF_8),
                                new File("bbc/tech/002.txt", "Tide\n" + "\n" + "It rose.\n", UTF_8)),
                        List.of(
                                "business/001.txt|-|Ad sales rise\n\nSales rose 5%.\n|-|-|-",
                                "tech/002.txt|-|Tide\n\nIt rose.\n|-|-|-")));
        ALL.put(
                "maildir",
                new Form(
                        List.of(new File(
                                "maildir/a-b/inbox/1.",
                                "Message-ID: <1.x@y>\n"
                                        + "Date: Sun, 1 Mar 2026 04:00:00 -0800 (PST)\n"
                                        + "From: secret@example.org\n"
                                        + "To: secret@example.org\n"
                                        + "Subject: Tide\n"
                                        + "Mime-Version: 1.0\n"
                                        + "Content-Type: text/plain; charset=us-ascii\n"
                                        + "Content-Transfer-Encoding: 7bit\n"
                                        + "X-From: Secret\n"
                                        + "\n"
                                        + "It rose.\n",
                                UTF_8)),
                        List.of("1.x@y|Tide|It rose.|2026-03-01T12:00:00Z|inbox|-")));
        ALL.put(
                "aclImdb/train/pos",
                new Form(
                        List.of(
                                new File("aclImdb/train/pos/0_9.txt", "Fine.<br /><br />Very.", UTF_8),
                                new File("aclImdb/train/neg/0_3.txt", "Dull.", UTF_8),
                                new File("aclImdb/train/urls_pos.txt", "https://example.org", UTF_8)),
                        List.of("0_9.txt|-|Fine. Very.|-|-|-", "0_3.txt|-|Dull.|-|-|-")));
        ALL.put(
                "2007/01/01",
                new Form(
                        List.of(new File(
                                "2007/01/01/1.xml",
                                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                        + "<!DOCTYPE nitf SYSTEM"
                                        + " \"http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd\">\n"
                                        + "<nitf version=\"-//IPTC//DTD NITF 3.3//EN\">\n"
                                        + "<head><title>Tide</title><docdata><doc-id id-string=\"1\"/></docdata><pubdata"
                                        + " date.publication=\"20260301T000000\" name=\"The Tide Times\"/></head>\n"
                                        + "<body><body.head><hedline><hl1>Tide"
                                        + " Rises</hl1></hedline></body.head><body.content>\n"
                                        + "<block class=\"lead_paragraph\"><p>It rose.</p></block>\n"
                                        + "<block class=\"full_text\"><p>It rose.</p><p>It fell.</p></block>\n"
                                        + "</body.content></body></nitf>\n",
                                UTF_8)),
                        List.of("1|Tide Rises|It rose. It fell.|2026-03-01T00:00:00Z|The Tide Times|-")));
        ALL.put(
                "20news-bydate-train",
                new Form(
                        List.of(new File(
                                "20news-bydate-train/sci.space/59848",
                                "From: secret@example.org (A. Secret)\n"
                                        + "Subject: Re: Tide\n"
                                        + "Organization: Secret\n"
                                        + "Lines: 1\n"
                                        + "\n"
                                        + "secret@example.org no more: it rose.\n",
                                UTF_8)),
                        List.of("sci.space/59848|Re: Tide|secret@example.org no more: it rose.|-|sci.space|-")));
        ALL.put(
                "reuters/training",
                new Form(
                        List.of(new File(
                                "reuters/training/9865", "TIDE RISES\n" + "  It rose\n" + "  by 5 pct.\n", UTF_8)),
                        List.of("9865|-|TIDE RISES\n  It rose\n  by 5 pct.\n|-|-|-")));
    }

    private static void others() {
        put(
                "rt-polarity.pos",
                WINDOWS_1252,
                "the tide is \u201chigh\u201d in caf\u00e9s . \n" + "fine .\n",
                "stdin:1|-|the tide is \u201chigh\u201d in caf\u00e9s . |-|-|-",
                "stdin:2|-|fine .|-|-|-");
        put(
                "training.1600000.processed.noemoticon.csv",
                WINDOWS_1252,
                "\"0\",\"1467810369\",\"Sun Mar 01 04:00:00 PST 2026\",\"NO_QUERY\",\"secret\",\"caf\u00e9"
                        + " is closed, bummer\"\n",
                "1467810369|-|caf\u00e9 is closed, bummer|2026-03-01T12:00:00Z|-|-");
    }

    private static void put(String name, Charset charset, String content, String... documents) {
        ALL.put(name, new Form(List.of(new File(name, content, charset)), List.of(documents)));
    }
}
